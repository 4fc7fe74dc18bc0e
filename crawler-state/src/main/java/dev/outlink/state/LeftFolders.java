package dev.outlink.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What crawls have left among temporary files whose processes were killed. Removed is only a folder
 * that has the name of one, is no link, is this user's and nobody else may write to, and whose lock
 * is there and free. Stateless.
 */
final class LeftFolders {

  private static final Logger log = LoggerFactory.getLogger(LeftFolders.class);
  private static final Pattern NAME =
      Pattern.compile(Pattern.quote(CrawlFolder.PREFIX) + "\\d+-\\d+-\\d+");
  private static final Set<PosixFilePermission> OWNERS_OWN =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private LeftFolders() {}

  /**
   * Removes them. Blocks; fails never, since a crawl does not need it.
   *
   * @param parent where crawls make their folders; null is the system's place for them
   * @return how many were removed
   */
  static int remove(@Nullable Path parent) {
    Path place = parent == null ? Path.of(System.getProperty("java.io.tmpdir")) : parent;
    String own = CrawlFolder.ownPrefix();
    UserPrincipal user = null;
    int removed = 0;
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(place, CrawlFolder.PREFIX + "*")) {
      for (Path folder : folders) {
        String name = folder.getFileName().toString();
        // A process loses its locks when it closes its second channel to the file: so its own are
        // not even opened.
        if (NAME.matcher(name).matches() && !name.startsWith(own)) {
          user = user == null ? user(place) : user;
          removed += removed(folder, user) ? 1 : 0;
        }
      }
    } catch (IOException | RuntimeException failure) {
      log.debug("{}: what killed crawls left was not looked for", place, failure);
    }
    return removed;
  }

  private static boolean removed(Path folder, UserPrincipal user) {
    try {
      if (!isOurs(folder, user)) {
        return false;
      }
      try (FileChannel channel =
          FileChannel.open(
              folder.resolve(CrawlFolder.LOCK),
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS)) {
        FileLock lock = channel.tryLock();
        if (lock == null) {
          return false;
        }
        CrawlFolder.delete(folder);
        log.info("{}: removed, a killed crawl had left it", folder);
        return true;
      }
    } catch (IOException | RuntimeException failure) {
      log.debug("{}: was left by a crawl, and stays", folder, failure);
      return false;
    }
  }

  private static boolean isOurs(Path folder, UserPrincipal user) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    PosixFileAttributeView view =
        Files.getFileAttributeView(folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return true; // such systems keep temporary files apart by user
    }
    PosixFileAttributes attributes = view.readAttributes();
    return attributes.owner().equals(user) && OWNERS_OWN.containsAll(attributes.permissions());
  }

  /** This process's user, as owner of files; a name, which the JVM knows, need not tell. */
  private static UserPrincipal user(Path place) throws IOException {
    Path mine = Files.createTempDirectory(place, CrawlFolder.ownPrefix());
    try {
      return Files.getOwner(mine, LinkOption.NOFOLLOW_LINKS);
    } finally {
      Files.delete(mine);
    }
  }
}
