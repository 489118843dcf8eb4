package org.bidseal.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.bidseal.escrow.testkit.EscrowServiceTest;
import org.bidseal.escrow.testkit.TestKey;
import org.bidseal.escrow.testkit.TestPhone;
import org.bidseal.problem.ProblemTypesContract;
import org.bidseal.testsupport.ArchitectureRules;
import org.bidseal.testsupport.OpenApiContract;
import org.junit.jupiter.api.Test;

/// What others rely on, and the rules of the code.
final class ContractsTest extends EscrowServiceTest {
  @Test
  void theContractIsCommitted() {
    OpenApiContract.verify(client, "/api/escrow/v1/openapi.json", Path.of("openapi.json"));
  }

  @Test
  void problemsSpeakTwoLanguagesAndTheArchitectureHolds() {
    ProblemTypesContract.check(EscrowProblem.class);
    ArchitectureRules.verify("org.bidseal.escrow");
  }

  @Test
  void metricsHaveTheirNames() {
    TestPhone owner = people.member("张三", enterpriseId);
    TestPhone colleague = people.member("李四", enterpriseId);
    endorse(colleague, enterpriseId);
    TestKey key = encryptionKey(owner);
    UUID backupId = verifiedBackup(owner, key, colleague);
    TestPhone newPhone = people.phone(owner.personId());
    ok(
        post(
            newPhone,
            "/recoveries",
            Map.of(
                "backupId",
                backupId,
                "newDeviceId",
                newPhone.deviceId(),
                "transportPublicKey",
                newPhone.transportKey().publicKey().hex())),
        201);
    problem(post(owner, "/backups", backup(key, colleague)), 409, "escrow/backup-exists");

    String text =
        client
            .get()
            .uri("/actuator/prometheus")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    assertThat(text)
        .contains("bidseal_backups_total{")
        .contains("bidseal_recoveries_total{")
        .contains("result=\"pending\"")
        .contains("result=\"requested\"")
        .contains("result=\"verified\"")
        .contains("result=\"backup_exists\"");
  }
}
