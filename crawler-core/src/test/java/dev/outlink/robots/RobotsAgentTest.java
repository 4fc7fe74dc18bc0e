package dev.outlink.robots;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.MoreExecutors;
import dev.outlink.testing.Urls;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which groups name a crawler. */
class RobotsAgentTest {

  @ParameterizedTest
  @CsvSource({
    "Outlink/0.1 (+https://x.example), Outlink, true",
    "Outlink, outlink/9, true",
    "Outlink, Outlink7, true", // as Google has it: the line's name ends before the digit
    "Outlink, 7Outlink, false",
    "Outlink, Outlinks, false",
    "Outlink, Out, false",
    "9bot/1.0, 9bot, true",
    "9bot/1.0, 9BOT/2 # x, true",
    "9bot, bot, false",
    "9bot, 9, false",
    "9bot, 9bots, false",
    "nine4/1, nine4, true",
    "nine4, NINE4, true",
    "nine4, nine3, false",
    "nine4, nine, false",
    "nine4, nine45, false",
    "nine, nine4, true",
    "MJ12bot/v1.4.8, MJ12bot, true",
    "MJ12bot, MJ, false",
    "360Spider-Image, 360Spider-Image, true",
    "2026, 2026, true",
    "my-bot_2, My-Bot_2, true",
    "'', 7, false",
    "'/1 x', /1, false",
  })
  void group_namesACrawler_byItsWholeName(String userAgent, String line, boolean isNamed) {
    assertThat(RobotsAgent.of(userAgent).isNamedBy(line)).isEqualTo(isNamed);
  }

  @Test
  void groupOfANameWithDigits_isObeyed() {
    assertThat(allows("9bot/1.0", "User-agent: 9bot\nDisallow: /\n")).isFalse();
    assertThat(allows("nine4", "User-agent: nine3\nDisallow: /\n")).isTrue();
    String both = "User-agent: nine3\nDisallow: /\n\nUser-agent: nine4\nAllow: /\n";
    assertThat(allows("nine4", both)).isTrue();
    assertThat(allows("nine3", both)).isFalse();
  }

  private static boolean allows(String userAgent, String robots) {
    byte[] text = robots.getBytes(UTF_8);
    RobotsPolicy policy =
        new RobotsPolicy(
            host -> CompletableFuture.completedFuture(new RobotsAnswer.Text(text, text.length)),
            userAgent,
            com.google.common.base.Ticker.systemTicker(),
            MoreExecutors.directExecutor(),
            1);
    return policy.check(Urls.url("https://a.example/")).join().allowed();
  }
}
