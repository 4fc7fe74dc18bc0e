package dev.outlink.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.outlink.overflow.OverflowProvider;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shape of the code: which package may know which, and what is known nowhere. */
class ArchitectureTest {

  private static final String ROOT = "dev.outlink.";

  /** Core, and what fills its ports: everything but the command line. */
  private static final DescribedPredicate<JavaClass> CORE =
      resideInAPackage("dev.outlink..")
          .and(DescribedPredicate.not(resideInAPackage("dev.outlink.cli..")))
          .as("core");

  /** Where real time comes in, as the default of a parameter. */
  private static final Set<String> MAY_READ_THE_CLOCK = Set.of("dev.outlink.rows.RowSink");

  private static final Set<String> CLOCK =
      Set.of(
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.lang.Thread.sleep");

  /** Words that say nothing about what a class is. */
  private static final Pattern EMPTY_WORD =
      Pattern.compile(
          "(Manager|Helper|Helpers|Util|Utils|Utility|Utilities|Impl|Base|Misc|Stuff)(?![a-z])");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.outlink");

  @Test
  void classes_ofAllModules_areImported() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .contains(
            ROOT + "url",
            ROOT + "seed",
            ROOT + "frontier",
            ROOT + "politeness",
            ROOT + "fetch",
            ROOT + "extract",
            ROOT + "sink",
            ROOT + "crawl",
            ROOT + "state",
            ROOT + "cli")
        .noneMatch(name -> name.contains("architecture") || name.contains("testing"));
  }

  @Test
  void packages_ofOutlink_haveNoCycles() {
    slices().matching("dev.outlink.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void commandLine_packages_haveNoCycles() {
    slices().matching("dev.outlink.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** Within the command line; what its packages know of core is said with the other stages. */
  @Test
  void arrows_withinTheCommandLine_pointOneWay() {
    checkAll(
        List.of(
            knowsOnlyInCli("text"),
            knowsOnlyInCli("output"),
            knowsOnlyInCli("warc"),
            knowsOnlyInCli("console", "output", "text"),
            knowsOnlyInCli("extract", "console", "output", "text", "warc"),
            knowsOnlyInCli("demo", "console", "text"),
            knowsOnlyInCli("options", "console", "extract", "text"),
            knowsOnlyInCli("arguments", "options", "text"),
            knowsOnlyInCli("commands", "arguments", "console", "options", "output", "text")));
    classes()
        .that()
        .resideInAPackage("dev.outlink.cli..")
        .should()
        .resideInAnyPackage(
            ROOT + "cli",
            ROOT + "cli.text",
            ROOT + "cli.output",
            ROOT + "cli.warc",
            ROOT + "cli.console",
            ROOT + "cli.extract",
            ROOT + "cli.demo",
            ROOT + "cli.options",
            ROOT + "cli.arguments",
            ROOT + "cli.commands")
        .check(CLASSES);
  }

  @Test
  void arrows_betweenStages_pointOneWay() {
    List<ArchRule> arrows =
        List.of(
            knowsOnly("url"),
            knowsOnly("microsyntax"),
            knowsOnly("admission"),
            knowsOnly("background"),
            knowsOnly("codec", "url"),
            knowsOnly("charset", "codec", "microsyntax", "url"),
            knowsOnly("detail"),
            knowsOnly("network", "detail", "url"),
            knowsOnly("fetch", "detail", "microsyntax", "network", "url"),
            knowsOnly("decode", "detail", "fetch", "microsyntax"),
            knowsOnly("http1", "microsyntax"),
            knowsOnly("failure", "detail", "fetch"),
            knowsOnly("dns", "background", "detail", "failure", "fetch"),
            knowsOnly("tls", "background", "detail", "fetch", "network"),
            knowsOnly("proxy", "detail", "dns", "failure", "fetch", "network", "tls", "url"),
            knowsOnly(
                "ahc",
                "background",
                "detail",
                "dns",
                "failure",
                "fetch",
                "http1",
                "microsyntax",
                "network",
                "proxy",
                "tls",
                "url"),
            knowsOnly("link", "fetch", "url"),
            knowsOnly("tree", "charset", "fetch", "link", "url"),
            knowsOnly("scan", "charset"),
            knowsOnly("extract", "charset", "fetch", "link", "microsyntax", "scan", "tree", "url"),
            knowsOnly("seed", "url"),
            knowsOnly("sitemap", "seed", "url"),
            knowsOnly("task", "url"),
            knowsOnly("overflow", "task", "url"),
            knowsOnly("known", "url"),
            knowsOnly("frontier", "admission", "known", "overflow", "task", "url"),
            knowsOnly("scope", "admission", "frontier", "task", "url"),
            knowsOnly("robots", "url"),
            knowsOnly("politeness"),
            knowsOnly("gate", "politeness", "url"),
            knowsOnly("state", "overflow", "task", "url"),
            knowsOnly("record", "admission", "fetch", "link", "url"),
            knowsOnly("sink", "record"),
            knowsOnly("rows", "fetch", "link", "record", "sink", "url"),
            knowsOnly("compute", "fetch", "url"),
            knowsOnly("request", "decode", "fetch", "task", "gate", "record", "robots", "url"),
            knowsOnly("redirect", "extract", "task", "link", "record", "request", "url"),
            knowsOnly(
                "visit",
                "admission",
                "compute",
                "decode",
                "extract",
                "fetch",
                "frontier",
                "link",
                "gate",
                "record",
                "redirect",
                "request",
                "robots",
                "scope",
                "sink",
                "task",
                "url"),
            knowsOnly(
                "crawl",
                "admission",
                "decode",
                "fetch",
                "frontier",
                "gate",
                "record",
                "request",
                "robots",
                "scope",
                "seed",
                "sink",
                "overflow",
                "sitemap",
                "task",
                "url",
                "visit"),
            noClasses()
                .that(CORE.and(DescribedPredicate.not(resideInAPackage("dev.outlink"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.outlink")
                .as("the face is known to nobody below it"),
            noClasses()
                .that()
                .resideInAPackage("dev.outlink.cli..")
                .should()
                .dependOnClassesThat(
                    resideInAPackage("dev.outlink..")
                        .and(
                            DescribedPredicate.not(
                                resideInAnyPackage(
                                    "dev.outlink",
                                    "dev.outlink.cli..",
                                    ROOT + "admission",
                                    ROOT + "decode",
                                    ROOT + "extract",
                                    ROOT + "fetch",
                                    ROOT + "link",
                                    ROOT + "overflow",
                                    ROOT + "record",
                                    ROOT + "rows",
                                    ROOT + "scope",
                                    ROOT + "seed",
                                    ROOT + "sink",
                                    ROOT + "sitemap",
                                    ROOT + "url"))))
                .as("the command line knows the face and the values"));
    checkAll(arrows);
  }

  @Test
  void packages_ofCore_areThoseOfTheDesign() {
    classes()
        .that(CORE)
        .should()
        .resideInAnyPackage(
            "dev.outlink",
            ROOT + "url",
            ROOT + "microsyntax",
            ROOT + "admission",
            ROOT + "background",
            ROOT + "codec",
            ROOT + "charset",
            ROOT + "detail",
            ROOT + "network",
            ROOT + "fetch",
            ROOT + "decode",
            ROOT + "http1",
            ROOT + "failure",
            ROOT + "dns",
            ROOT + "tls",
            ROOT + "proxy",
            ROOT + "ahc",
            ROOT + "link",
            ROOT + "tree",
            ROOT + "scan",
            ROOT + "extract",
            ROOT + "seed",
            ROOT + "sitemap",
            ROOT + "task",
            ROOT + "overflow",
            ROOT + "known",
            ROOT + "frontier",
            ROOT + "scope",
            ROOT + "robots",
            ROOT + "politeness",
            ROOT + "gate",
            ROOT + "state",
            ROOT + "record",
            ROOT + "sink",
            ROOT + "rows",
            ROOT + "compute",
            ROOT + "request",
            ROOT + "redirect",
            ROOT + "visit",
            ROOT + "crawl")
        .check(CLASSES);
  }

  @Test
  void vendors_haveOnePackageEach() {
    checkAll(
        List.of(
            outsideOf("org.asynchttpclient..", "ahc", "dns", "proxy", "tls"),
            outsideOf("io.netty..", "ahc", "dns", "failure", "http1", "proxy", "tls"),
            onlyIn("decode", "com.aayushatharva..", "com.github.luben.."),
            outsideOf("org.jsoup..", "extract", "scan", "tree"),
            onlyIn("scope", "com.google.re2j.."),
            onlyIn("state", "org.rocksdb.."),
            onlyIn("cli.console", "ch.qos.logback.."),
            noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "cli", ROOT + "cli.arguments")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .as("picocli is known where arguments are read only"),
            onlyIn("cli.extract", "org.netpreserve..")));
  }

  /** Core finds it as a service; so does the command, whose class path has it. */
  @Test
  void state_isFoundByThePort_andNamedByNobody() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "state..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "state..")
        .check(CLASSES);
    assertThat(OverflowProvider.find(Runtime.getRuntime().maxMemory()).getClass().getName())
        .isEqualTo(ROOT + "state.RocksOverflows");
    assertThat(
            CLASSES.stream()
                .filter(resideInAPackage(ROOT + "state.."))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)))
        .extracting(JavaClass::getSimpleName)
        .containsExactly("RocksOverflows");
  }

  @Test
  void logging_inCore_isSlf4jOnly() {
    noClasses()
        .that(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.logging..",
            "org.apache.log4j..",
            "org.apache.logging..",
            "org.apache.commons.logging..",
            "org.slf4j.impl..",
            "org.slf4j.simple..",
            "ch.qos.logback..")
        .check(CLASSES);
  }

  @Test
  void webUrls_areNeverThoseOfTheJdk() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + "url..", ROOT + "extract..", ROOT + "frontier..", ROOT + "crawl..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(URI.class, URL.class)
        .check(CLASSES);
  }

  @Test
  void time_inCore_isInjected() {
    assertThat(CLASSES.stream().filter(CORE).filter(ArchitectureTest::readsTheClock))
        .extracting(JavaClass::getName)
        .containsExactlyInAnyOrderElementsOf(MAY_READ_THE_CLOCK);
  }

  @Test
  void names_ofClasses_sayWhatTheyAre() {
    assertThat(CLASSES.stream().map(JavaClass::getSimpleName))
        .allSatisfy(name -> assertThat(EMPTY_WORD.matcher(name).find()).as(name).isFalse());
  }

  private static ArchRule knowsOnly(String stage, String... others) {
    String[] known =
        Stream.concat(Stream.of(stage), Stream.of(others))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(ROOT + stage + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.outlink..")
                .and(DescribedPredicate.not(resideInAnyPackage(known))))
        .as(stage + " knows only " + List.of(others));
  }

  /** The same between the packages of the command line; the root, where all starts, is none. */
  private static ArchRule knowsOnlyInCli(String room, String... others) {
    String[] known =
        Stream.concat(Stream.of(room), Stream.of(others))
            .map(other -> ROOT + "cli." + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "cli." + room + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.outlink.cli..")
                .and(DescribedPredicate.not(resideInAnyPackage(known))))
        .as("cli." + room + " knows only " + List.of(others) + " of the command line");
  }

  private static ArchRule onlyIn(String stage, String... vendors) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + stage + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(vendors)
        .as(List.of(vendors) + " are known in " + stage + " only");
  }

  private static ArchRule outsideOf(String vendor, String... stages) {
    String[] known = Stream.of(stages).map(stage -> ROOT + stage + "..").toArray(String[]::new);
    return noClasses()
        .that()
        .resideOutsideOfPackages(known)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(vendor)
        .as(vendor + " is known in " + List.of(stages) + " only");
  }

  private static boolean readsTheClock(JavaClass type) {
    return type.getAccessesFromSelf().stream()
        .map(access -> access.getTargetOwner().getName() + "." + access.getName())
        .anyMatch(CLOCK::contains);
  }

  private static void checkAll(List<ArchRule> rules) {
    List<String> violations = new ArrayList<>();
    for (ArchRule rule : rules) {
      var result = rule.allowEmptyShould(true).evaluate(CLASSES);
      if (result.hasViolation()) {
        violations.add(result.getFailureReport().toString());
      }
    }
    assertThat(violations).isEmpty();
  }
}
