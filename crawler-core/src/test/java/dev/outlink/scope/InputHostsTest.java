package dev.outlink.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.admission.Admission;
import dev.outlink.task.CrawlTask;
import dev.outlink.testing.Urls;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InputHostsTest {
  private final InputHosts hosts = new InputHosts();
  private final Scope scope =
      new Scope(ScopeConfig.DEFAULT.withDepth(1).withScope(ScopeKind.INPUTS), hosts);
  private final CrawlTask page = CrawlTask.seed(Urls.url("https://a.example/"));

  @Test
  void link_toTheHostOfAnyInput_isInScope() {
    hosts.add(Urls.url("http://b.example/deep/page?x"));
    hosts.add(Urls.url("https://c.example:8443/"));

    assertThat(judge("https://b.example/other")).isEqualTo(Admission.ADMITTED);
    assertThat(judge("http://b.example./")).isEqualTo(Admission.ADMITTED);
    assertThat(judge("https://c.example:8443/x")).isEqualTo(Admission.ADMITTED);
    assertThat(judge("https://a.example/of-the-page-itself")).isEqualTo(Admission.ADMITTED);
    assertThat(judge("https://b.example:8443/")).isEqualTo(Admission.OUT_OF_SCOPE);
    assertThat(judge("https://c.example/")).isEqualTo(Admission.OUT_OF_SCOPE);
    assertThat(judge("https://www.b.example/")).isEqualTo(Admission.OUT_OF_SCOPE);
    assertThat(scope.why(Admission.OUT_OF_SCOPE, page, Urls.url("https://d.example/x")))
        .isEqualTo("host https://d.example is that of no input");
  }

  @Test
  void hosts_beyondTheMost_haveNoRoom() {
    InputHosts few = new InputHosts(new SplittableRandom(1), 2);

    assertThat(few.add(Urls.url("http://a.example/"))).isTrue();
    assertThat(few.add(Urls.url("http://b.example/"))).isTrue();
    assertThat(few.add(Urls.url("http://c.example/"))).isFalse();
    assertThat(few.add(Urls.url("https://a.example/x"))).isTrue();
    assertThat(few.has(Urls.url("http://c.example/"))).isFalse();
  }

  private Admission judge(String link) {
    return scope.judge(page, Urls.url(link));
  }
}
