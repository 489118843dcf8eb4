package org.bidseal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bidseal.identity.testkit.Api.body;

import org.bidseal.identity.testkit.Api;
import org.bidseal.identity.testkit.ApiTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Devices that go out of their person's hands.
class DeviceLossTest extends ApiTest {
  @Test
  void aLostDeviceLogsInNoMoreUntilItsPersonWasVerifiedAgain() {
    Someone person = verified("张三");
    String refreshToken = loggedIn(person).path("refreshToken").asString();
    assertThat(stateOf(person)).isEqualTo("ACTIVE");
    JsonNode lost = person.api().post(path(person) + "/loss-report", null).expect(200);
    assertThat(lost.path("state").asString()).isEqualTo("LOST");
    assertThat(lost.has("stateSince")).isTrue();
    assertThat(person.api().post(path(person) + "/loss-report", null).expect(200)).isEqualTo(lost);

    nobody()
        .post("sessions/refresh", body("refreshToken", refreshToken))
        .expectProblem(IdentityProblem.INVALID_REFRESH_TOKEN);
    login(person).expectProblem(IdentityProblem.DEVICE_NOT_USABLE);
    person
        .api()
        .post(path(person) + "/finding", null)
        .expectProblem(IdentityProblem.DEVICE_NEEDS_VERIFICATION);
    verify(person, person.name(), person.idNumber()).expect(201);
    person.api().post(path(person) + "/finding", null).expect(200);
    assertThat(stateOf(person)).isEqualTo("ACTIVE");
    login(person).expect(200);
  }

  @Test
  void aRemovedDeviceStaysRemoved() {
    Someone person = verified("李四");
    person.api().delete(path(person)).expect(200);
    assertThat(stateOf(person)).isEqualTo("REMOVED");
    assertThat(person.api().get("me").expect(200).path("devices")).isEmpty();
    verify(person, person.name(), person.idNumber()).expect(201);
    person.api().post(path(person) + "/finding", null).expectProblem(IdentityProblem.WRONG_STATE);
    person
        .api()
        .post(path(person) + "/loss-report", null)
        .expectProblem(IdentityProblem.WRONG_STATE);
    person.api().delete(path(person)).expect(200);
    login(person).expectProblem(IdentityProblem.DEVICE_NOT_USABLE);
  }

  @Test
  void nobodyElseReportsOrRemovesIt() {
    Someone person = signUp("王五");
    Someone other = signUp("赵六");
    assertThat(other.api().post(path(person) + "/loss-report", null).status()).isEqualTo(404);
    assertThat(other.api().post(path(person) + "/finding", null).status()).isEqualTo(404);
    assertThat(other.api().delete(path(person)).status()).isEqualTo(404);
    assertThat(stateOf(person)).isEqualTo("ACTIVE");
    assertThat(other.api().get("devices").expect(200)).hasSize(1);
  }

  private static String path(Someone person) {
    return "devices/" + person.deviceId();
  }

  private static String stateOf(Someone person) {
    return person.api().get("devices").expect(200).path(0).path("state").asString();
  }

  private JsonNode loggedIn(Someone person) {
    return login(person).expect(200);
  }

  private Api.Answer login(Someone person) {
    sendCode(person.mobile());
    return login(person.mobile(), newestCode(person.mobile()), person.deviceId());
  }
}
