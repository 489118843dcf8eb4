package org.bidseal.demo.cast;

import org.bidseal.phone.SmsInbox;
import org.bidseal.phone.http.Gateway;
import org.bidseal.phone.http.Patience;
import tools.jackson.databind.JsonNode;

/// Text messages of the sandbox adapter, which exists outside production only.
record SandboxInbox(Gateway gateway) implements SmsInbox {
  @Override
  public String newestCode(String mobile) {
    JsonNode messages =
        new Patience(gateway.clock())
            .until(
                list -> !list.isEmpty(),
                () -> gateway.anonymous().get("/api/identity/v1/sandbox/sms-inbox/" + mobile));
    JsonNode newest = messages.get(0);
    for (JsonNode message : messages) {
      if (message.path("sentAt").asString().compareTo(newest.path("sentAt").asString()) > 0) {
        newest = message;
      }
    }
    return newest.path("code").asString();
  }
}
