package dev.outlink.frontier;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.admission.Admission;
import dev.outlink.task.CrawlTask;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.CanonicalKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Any use of a frontier, compared with a naive model of it. */
class FrontierModelTest {

  private static final int HOSTS = 7;

  @Property(tries = 200)
  void anyUse_ofAFrontier_isAsTheModelSays(
      @ForAll @IntRange(min = 1, max = 4) int hostLimit,
      @ForAll @IntRange(min = 1, max = 4) int addressLimit,
      @ForAll @Size(max = 300) List<@IntRange(max = 9_999) Integer> steps) {
    Model model = new Model(hostLimit, addressLimit);
    steps.forEach(model::step);
    model.end();
  }

  @Property(tries = 15)
  void longUse_ofAFrontier_isAsTheModelSays(@ForAll long seed) {
    Random random = new Random(seed);
    Model model = new Model(1 + random.nextInt(5), 1 + random.nextInt(5));
    random.ints(3_000, 0, 10_000).forEach(model::step);
    model.end();
  }

  /** A URL that is not settled: what is known of it beside the task. */
  private static final class Each {
    CrawlTask task;
    String state = "waiting";
    long dueAt = Long.MIN_VALUE;
    String address = "";
    boolean located;

    Each(CrawlTask task) {
      this.task = task;
    }

    String host() {
      return task.url().hostname();
    }
  }

  private static final class Model {
    final VirtualTime time = new VirtualTime();
    final int hostLimit;
    final int addressLimit;
    final Crawling crawl;
    final List<Each> urls = new ArrayList<>();
    final Map<String, Long> restsUntil = new HashMap<>();
    final Map<String, String> addressOf = new HashMap<>();
    final Set<String> opened = new HashSet<>();
    int numbers;

    Model(int hostLimit, int addressLimit) {
      this.hostLimit = hostLimit;
      this.addressLimit = addressLimit;
      crawl =
          new Crawling(
              new FrontierConfig(1 << 16, hostLimit, addressLimit, false, CanonicalKey.STANDARD),
              new MemoryOverflow(),
              Budget.NONE,
              time.ticker());
    }

    void step(int dice) {
      int number = dice / 100;
      switch (dice % 20) {
        case 0, 1, 2, 3 -> admit(number);
        case 4, 5, 6, 7, 8 -> take();
        case 9, 10 -> with("out", number, this::open);
        case 11, 12 ->
            with("out", number, each -> locate(each, "address " + each.host().hashCode() % 3));
        case 13 ->
            with(
                "out",
                number,
                each -> locate(each, number % 4 == 0 ? "" : "address " + number % 3));
        case 14 -> with("out", number, each -> defer(each, number));
        case 15, 16 -> with("out", number, this::release);
        case 17 -> with("in process", number, each -> goOn(each, number));
        case 18 -> with("in process", number, this::settle);
        default -> time.advance(Duration.ofNanos(number));
      }
      assertThat(crawl.frontier.waiting()).isEqualTo(count("waiting"));
      assertThat(crawl.frontier.admitted() - crawl.frontier.settled()).isEqualTo(urls.size());
    }

    private void with(String state, int number, Consumer<Each> use) {
      List<Each> some = urls.stream().filter(each -> each.state.equals(state)).toList();
      if (!some.isEmpty()) {
        use.accept(some.get(number % some.size()));
      }
    }

    private long count(String state) {
      return urls.stream().filter(each -> each.state.equals(state)).count();
    }

    private long out(String host) {
      return urls.stream()
          .filter(each -> each.state.equals("out") && each.host().equals(host))
          .count();
    }

    private long outAt(String address) {
      return urls.stream()
          .filter(each -> each.state.equals("out") && each.address.equals(address))
          .count();
    }

    private boolean mayBeTaken(Each each) {
      return mayBeTakenOf(each, addressLimit - 1);
    }

    private boolean mayBeTakenOf(Each each, int mostAtAddress) {
      String host = each.host();
      String address = addressOf.getOrDefault(host, "");
      return each.state.equals("waiting")
          && each.dueAt - time.now() <= 0
          && restsUntil.getOrDefault(host, Long.MIN_VALUE / 2) - time.now() <= 0
          && out(host) < (opened.contains(host) ? hostLimit : 1)
          && (address.isEmpty() || outAt(address) <= mostAtAddress);
    }

    private void admit(int number) {
      CrawlTask task = Crawling.seed("http://h" + number % HOSTS + "/" + numbers++);
      assertThat(crawl.frontier.admit(task)).isEqualTo(Admission.ADMITTED);
      urls.add(new Each(task));
    }

    private void take() {
      List<Each> legal = urls.stream().filter(this::mayBeTaken).toList();
      CrawlTask task = crawl.frontier.take();
      if (task == null) {
        assertThat(legal.stream().map(each -> each.task)).isEmpty();
        return;
      }
      Each taken = legal.stream().filter(each -> each.task.equals(task)).findFirst().orElse(null);
      assertThat(taken).as("may be taken: %s", task).isNotNull();
      Objects.requireNonNull(taken).state = "out";
      taken.address = addressOf.getOrDefault(taken.host(), "");
      taken.located = false;
    }

    private void open(Each each) {
      crawl.frontier.opened(each.task);
      opened.add(each.host());
    }

    private void locate(Each each, String address) {
      if (each.located) {
        return;
      }
      each.located = true;
      boolean fits = crawl.frontier.located(each.task, address);
      boolean counted = each.address.equals(address);
      addressOf.put(each.host(), address);
      if (fits) {
        each.address = address;
        assertThat(address.isEmpty() || outAt(address) <= addressLimit).isTrue();
        return;
      }
      assertThat(address.isEmpty() || counted).isFalse();
      long offered =
          urls.stream()
              .filter(other -> !other.host().equals(each.host()))
              .filter(other -> addressOf.getOrDefault(other.host(), "").equals(address))
              .filter(other -> mayBeTakenOf(other, addressLimit - 1))
              .map(Each::host)
              .distinct()
              .count();
      assertThat(outAt(address) + offered).isGreaterThanOrEqualTo(addressLimit);
      wait(each);
    }

    private void wait(Each each) {
      each.state = "waiting";
      each.address = "";
    }

    private void defer(Each each, long nanos) {
      assertThat(crawl.frontier.defer(each.task, nanos)).isTrue();
      restsUntil.merge(each.host(), time.now() + nanos, Math::max);
      wait(each);
    }

    private void release(Each each) {
      crawl.frontier.leaveHost(each.task);
      each.state = "in process";
      each.address = "";
    }

    private void goOn(Each each, int number) {
      CrawlTask from = each.task;
      if (number % 2 == 0) {
        each.task = from.again();
        each.dueAt = time.now() + number;
        assertThat(crawl.frontier.retry(each.task, number)).isTrue();
      } else {
        String target = "http://h" + number / 2 % HOSTS + "/" + numbers++;
        each.task = new CrawlTask(url(target), 0, from.redirects() + 1, 1, from.roots());
        each.dueAt = Long.MIN_VALUE / 2;
        assertThat(crawl.frontier.move(from, each.task)).isTrue();
        forget(from.url().hostname());
      }
      each.state = "waiting";
    }

    private void settle(Each each) {
      crawl.frontier.settle(each.task);
      urls.remove(each);
      forget(each.host());
    }

    /** A host without URLs is new when there is one again, but that it was opened. */
    private void forget(String host) {
      if (urls.stream().noneMatch(each -> each.host().equals(host))) {
        addressOf.remove(host);
        restsUntil.remove(host);
      }
    }

    void end() {
      long waiting = count("waiting");
      crawl.frontier.close();
      for (Each each : urls) {
        if (each.state.equals("out")) {
          assertThat(crawl.frontier.defer(each.task, 1)).isFalse();
          crawl.frontier.leaveHost(each.task);
        }
        if (!each.state.equals("waiting")) {
          crawl.frontier.settle(each.task);
        }
      }
      List<CrawlTask> left = crawl.abandon();
      assertThat(left).hasSize((int) waiting);
      assertThat(left)
          .containsExactlyInAnyOrderElementsOf(
              urls.stream()
                  .filter(each -> each.state.equals("waiting"))
                  .map(each -> each.task)
                  .toList());
      assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted());
    }
  }
}
