package org.bidseal.acceptance.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bidseal.acceptance.FleetUnderTest;
import org.bidseal.acceptance.Life;
import org.bidseal.acceptance.traffic.Exchange;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every operation of every contract, asked by another platform, by somebody of another enterprise
/// and by nobody, about what the demo's people and platform own.
@ExtendWith(FleetUnderTest.class)
final class TenantMatrixTest {
  /// What strangers may do, and why.
  private static final Map<String, String> OPEN_TO_ALL =
      Map.of(
          "GET /api/identity/v1/enterprises", "who wants to join an enterprise must find it",
          "POST /api/identity/v1/enterprises/{enterpriseId}/join-requests",
              "asking to join is for outsiders; the administrator decides",
          "GET /api/identity/v1/platforms", "people see which platforms there are",
          "GET /api/identity/v1/platforms/{id}", "and who it is that shows them a code");

  private final Life life;
  private final OwnedObjects owned;
  private final Attempts attempts;

  TenantMatrixTest(Life life) {
    this.life = life;
    this.owned = new OwnedObjects(life.demonstration().exchanges());
    this.attempts = new Attempts(life.fleet());
  }

  @Test
  void knowsTheContractsOfAllServicesAndAnObjectForEachPath() {
    List<Operation> operations = Contracts.operations(life.root());
    assertThat(operations)
        .extracting(operation -> operation.service().artifact())
        .doesNotContain("gateway");
    assertThat(operations.stream().map(Operation::service).distinct()).hasSize(6);
    assertThat(operations.stream().filter(Operation::hasPathParameters).map(owned::path))
        .hasSizeGreaterThan(60)
        .noneMatch(path -> path.contains("{"));
    assertThat(operations).extracting(Operation::toString).containsAll(OPEN_TO_ALL.keySet());
  }

  @TestFactory
  Stream<DynamicNode> strangersSeeAndTouchNothing() {
    List<Stranger> strangers = Stranger.enrol(life);
    return Contracts.operations(life.root()).stream()
        .filter(operation -> !operation.isPublic())
        .filter(operation -> !OPEN_TO_ALL.containsKey(operation.toString()))
        .map(operation ->
            dynamicContainer(
                operation.toString(),
                strangers.stream()
                    .map(stranger ->
                        dynamicTest(stranger.toString(), () -> isRefused(operation, stranger)))));
  }

  @TestFactory
  Stream<DynamicNode> nobodyIsAskedForAToken() {
    return Contracts.operations(life.root()).stream()
        .filter(operation -> !operation.isPublic())
        .map(operation ->
            dynamicTest(
                operation.toString(),
                () -> assertThat(attempt(operation, Stranger.NOBODY).statusCode()).isEqualTo(401)));
  }

  private void isRefused(Operation operation, Stranger stranger) {
    HttpResponse<String> answer = attempt(operation, stranger);
    if (operation.hasPathParameters()) {
      assertThat(answer.statusCode()).as(answer.body()).isIn(403, 404);
    } else if (operation.reads()) {
      assertThat(owned.idsIn(answer.body())).as(answer.body()).isEmpty();
    } else if (namesOwnedObjects(operation)) {
      assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
    }
  }

  private boolean namesOwnedObjects(Operation operation) {
    return owned
        .example(operation)
        .filter(exchange -> !owned.idsIn(exchange.requestBody()).isEmpty())
        .isPresent();
  }

  private HttpResponse<String> attempt(Operation operation, Stranger stranger) {
    String target = owned.target(operation);
    String body = owned.example(operation).map(Exchange::requestBody).orElse("");
    return attempts.send(operation, target, body.isEmpty() ? sample(operation) : body, stranger);
  }

  private static String sample(Operation operation) {
    return operation.requestSchema().isMissingNode()
        ? ""
        : SampleJson.of(operation.requestSchema(), operation.definitions()).toString();
  }
}
