package dev.outlink.robots;

import dev.outlink.robots.RobotsAnswer.Unreachable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host's robots.txt says of its sitemaps.
 *
 * @param lines the values of the {@code Sitemap} lines as written there, in order, at most {@link
 *     RobotsPolicy#MAX_SITEMAPS}; none where there is no robots.txt or it could not be asked
 * @param unreachable why it could not be asked; else null
 */
public record RobotsSitemaps(List<String> lines, @Nullable Unreachable unreachable) {

  /** Copies the lines. */
  public RobotsSitemaps {
    lines = List.copyOf(lines);
  }
}
