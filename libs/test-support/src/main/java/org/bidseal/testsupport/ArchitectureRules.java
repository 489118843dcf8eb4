package org.bidseal.testsupport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The rules of docs/development.md that a compiler cannot check, for the main classes of one
/// module:
///
/// - packages hold at most thirteen top-level classes; repositories, rows and adapters are
///   package-private (rule 1);
/// - the model knows no Spring, R2DBC, Jackson, Kafka or Reactor (rule 3). The model is: sealed
///   types and what they permit, and packages named `model`;
/// - no cycles between packages;
/// - nothing blocks on a Mono or Flux.
public final class ArchitectureRules {
  private static final int CLASSES_IN_A_PACKAGE = 13;
  private static final Set<String> BLOCKING =
      Set.of("block", "blockFirst", "blockLast", "blockOptional", "toIterable", "toStream");
  private static final String[] FRAMEWORKS = {
    "org.springframework..",
    "io.r2dbc..",
    "tools.jackson..",
    "com.fasterxml.jackson..",
    "org.apache.kafka..",
    "reactor..",
    "org.reactivestreams.."
  };

  private ArchitectureRules() {}

  /// Fails with all violations of all rules.
  ///
  /// @param basePackage of the module, such as `org.bidseal.seals`
  public static void verify(String basePackage) {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPackages(basePackage);
    String violations = violations(classes, basePackage);
    if (!violations.isEmpty()) {
      throw new AssertionError(violations);
    }
  }

  /// All violations of all rules, a text for people; empty if there is none.
  static String violations(JavaClasses classes, String basePackage) {
    if (classes.isEmpty()) {
      throw new AssertionError("No classes in " + basePackage);
    }
    List<ArchRule> rules =
        List.of(adaptersArePackagePrivate(), modelIsPure(), noCycles(basePackage), nothingBlocks());
    StringBuilder violations = new StringBuilder(oversized(classes));
    for (ArchRule rule : rules) {
      var result = rule.allowEmptyShould(true).evaluate(classes);
      if (result.hasViolation()) {
        violations.append(result.getFailureReport()).append('\n');
      }
    }
    return violations.toString();
  }

  private static String oversized(JavaClasses classes) {
    Map<String, Long> sizes =
        classes.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
    return sizes.entrySet().stream()
        .filter(e -> e.getValue() > CLASSES_IN_A_PACKAGE)
        .map(e -> "Package " + e.getKey() + " has " + e.getValue() + " classes: split it\n")
        .collect(Collectors.joining());
  }

  private static ArchRule adaptersArePackagePrivate() {
    return classes()
        .that()
        .haveSimpleNameEndingWith("Repository")
        .or()
        .haveSimpleNameEndingWith("Row")
        .or()
        .haveSimpleNameEndingWith("Adapter")
        .should()
        .notBePublic()
        .as("Repositories, rows and adapters are package-private (rule 1)");
  }

  private static ArchRule modelIsPure() {
    return noClasses()
        .that(areModel())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(FRAMEWORKS)
        .as("The model is free of frameworks (rule 3)");
  }

  private static DescribedPredicate<JavaClass> areModel() {
    return DescribedPredicate.describe(
        "are sealed, permitted by a sealed type, or in a package 'model'",
        type ->
            isSealed(type)
                || type.getPackageName().matches(".*\\.model(\\..*)?")
                || type.getAllRawInterfaces().stream().anyMatch(ArchitectureRules::isSealed)
                || type.getAllRawSuperclasses().stream().anyMatch(ArchitectureRules::isSealed));
  }

  /// By reflection, because ArchUnit does not read the attribute PermittedSubclasses.
  private static boolean isSealed(JavaClass type) {
    return type.getPackageName().startsWith("org.bidseal")
        && !type.getModifiers().contains(JavaModifier.FINAL)
        && type.reflect().isSealed()
        && !Throwable.class.isAssignableFrom(type.reflect());
  }

  private static ArchRule noCycles(String basePackage) {
    return slices()
        .matching(basePackage + ".(*)..")
        .should()
        .beFreeOfCycles()
        .as("No cycles between packages");
  }

  private static ArchRule nothingBlocks() {
    return noClasses()
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "blocks on a Mono or Flux",
                (JavaMethodCall call) ->
                    BLOCKING.contains(call.getTarget().getName())
                        && call.getTargetOwner().getPackageName().equals("reactor.core.publisher")))
        .as("Nothing blocks on a Mono or Flux in main code");
  }
}
