package org.bidseal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.bidseal.identity.testkit.ApiTest;
import org.bidseal.problem.ProblemTypesContract;
import org.bidseal.testsupport.ArchitectureRules;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.OpenApiContract;
import org.junit.jupiter.api.Test;

/// What the service promises to others and to its own developers.
class ContractTest extends ApiTest {

  private static final String DESCRIPTION = "/api/identity/v1/openapi.json";

  @Test
  void theDescribedApiIsTheCommittedOne() {
    // The first description of a cold, busy machine may take longer than a request may.
    Awaiting.untilAsserted(
        () -> client.get().uri(DESCRIPTION).exchange().expectStatus().isOk().expectBody());
    OpenApiContract.verify(client, DESCRIPTION, Path.of("openapi.json"));
  }

  @Test
  void theProblemsAreComplete() {
    ProblemTypesContract.check(IdentityProblem.class);
  }

  @Test
  void theArchitectureHolds() {
    ArchitectureRules.verify("org.bidseal.identity");
  }

  @Test
  void whatHappensIsCounted() {
    Someone person = verified("张三");
    downloaded(submitted(person, enterpriseOf(person, "某某公司")));
    byte[] body =
        client
            .get()
            .uri("/actuator/prometheus")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody();
    assertThat(new String(Objects.requireNonNull(body), StandardCharsets.UTF_8))
        .contains(
            "bidseal_signups_total{",
            "bidseal_real_name_verifications_total{",
            "bidseal_enterprise_claims_total{",
            "bidseal_certificates_issued_total{",
            "profile=\"ENCRYPTION\"",
            "result=\"new\"");
  }
}
