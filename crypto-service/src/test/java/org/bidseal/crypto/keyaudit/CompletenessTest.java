package org.bidseal.crypto.keyaudit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.bidseal.crypto.guard.request.GuardedOperation;
import org.bidseal.crypto.key.ShareCustody;
import org.bidseal.smcrypto.proof.ShareVerifier;
import org.junit.jupiter.api.Test;

/// No use of a share passes the record by: what the guard runs it writes down, and who opens a
/// share or judges a proof without the guard writes it down himself.
class CompletenessTest {
  private static final DescribedPredicate<JavaClass> USE_SHARES =
      DescribedPredicate.describe(
          "open shares or judge proofs",
          type ->
              type.getMethodCallsFromSelf().stream()
                  .anyMatch(call ->
                      call.getTargetOwner().isEquivalentTo(ShareCustody.class)
                          || call.getTargetOwner().isEquivalentTo(ShareVerifier.class)));

  @Test
  void whoeverUsesAShareWritesItDown() {
    classes()
        .that(USE_SHARES)
        .and()
        .areNotAssignableTo(GuardedOperation.class)
        .and()
        .areNotAssignableTo(ShareCustody.class)
        .and()
        // The guarded Refresh's own effect.
        .doNotHaveSimpleName("Refreshes")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(KeyAudit.class)
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.bidseal.crypto"));
  }
}
