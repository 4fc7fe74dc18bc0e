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
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
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

  /** Core: everything but the command line. */
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
  void classes_ofBothModules_areImported() {
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
            knowsOnly("seed", "url"),
            knowsOnly("sitemap", "seed", "url"),
            knowsOnly("frontier", "url"),
            knowsOnly("scope", "frontier", "url"),
            knowsOnly("robots", "url"),
            knowsOnly("state", "frontier", "url"),
            knowsOnly("politeness", "url"),
            knowsOnly("http1", "microsyntax"),
            knowsOnly("fetch", "http1", "microsyntax", "url"),
            knowsOnly("codec", "url"),
            knowsOnly("charset", "codec", "microsyntax", "url"),
            knowsOnly("microsyntax"),
            knowsOnly("extract", "charset", "fetch", "microsyntax", "url"),
            knowsOnly("record", "extract", "fetch", "url"),
            knowsOnly("sink", "record"),
            knowsOnly("rows", "extract", "fetch", "record", "sink", "url"),
            knowsOnly(
                "crawl",
                "url",
                "seed",
                "sitemap",
                "frontier",
                "scope",
                "robots",
                "politeness",
                "fetch",
                "extract",
                "record",
                "sink",
                "state"),
            knowsOnly(
                "cli",
                "crawl",
                "scope",
                "frontier",
                "seed",
                "record",
                "sink",
                "rows",
                "extract",
                "fetch",
                "url"));
    checkAll(arrows);
  }

  @Test
  void packages_ofCore_areThoseOfTheDesign() {
    classes()
        .that(CORE)
        .should()
        .resideInAnyPackage(
            ROOT + "url",
            ROOT + "codec",
            ROOT + "charset",
            ROOT + "seed",
            ROOT + "sitemap",
            ROOT + "frontier",
            ROOT + "scope",
            ROOT + "robots",
            ROOT + "state",
            ROOT + "politeness",
            ROOT + "http1",
            ROOT + "fetch",
            ROOT + "microsyntax",
            ROOT + "extract",
            ROOT + "record",
            ROOT + "sink",
            ROOT + "rows",
            ROOT + "crawl")
        .check(CLASSES);
  }

  @Test
  void commandLine_ofFetch_knowsOnlyOutcomesAndTheNetwork() {
    noClasses()
        .that()
        .resideInAPackage("dev.outlink.cli..")
        .and()
        .resideOutsideOfPackage("dev.outlink.cli.extract..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "fetch..")
                .and(
                    DescribedPredicate.describe(
                        "are neither Outcome nor NetworkConfig",
                        type ->
                            !type.getName().startsWith(ROOT + "fetch.Outcome")
                                && !type.getName().equals(ROOT + "fetch.NetworkConfig"))))
        .check(CLASSES);
  }

  @Test
  void vendors_haveOnePackageEach() {
    checkAll(
        List.of(
            onlyIn("fetch", "org.asynchttpclient..", "com.aayushatharva..", "com.github.luben.."),
            noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "fetch..", ROOT + "http1..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .as("Netty is known in fetch and http1 only"),
            onlyIn("extract", "org.jsoup.."),
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
