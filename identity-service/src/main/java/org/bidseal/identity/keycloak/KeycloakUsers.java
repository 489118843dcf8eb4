package org.bidseal.identity.keycloak;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// The realm's users that are persons. A user's id is the person's id, and the `sub` of his tokens.
@Service
public final class KeycloakUsers {

  private static final String ROLE = "person";

  private final KeycloakAdmin admin;
  private final String provider;

  KeycloakUsers(KeycloakAdmin admin, KeycloakProperties properties) {
    this.admin = admin;
    this.provider = properties.provider();
  }

  /// The user of that name, made if there is none, with the role `person` and linked to the
  /// assertions of identity-service. Every step is repeatable: a sign-up that was cut off half-way
  /// is finished by the next attempt.
  public Mono<UUID> ensure(String username) {
    return admin.call(realm -> {
      String id = findOrCreate(realm, username);
      UserResource user = realm.users().get(id);
      user.roles().realmLevel().add(List.of(realm.roles().get(ROLE).toRepresentation()));
      link(user, id);
      return UUID.fromString(id);
    });
  }

  private static String findOrCreate(RealmResource realm, String username) {
    var user = new UserRepresentation();
    user.setUsername(username);
    user.setEnabled(true);
    try (Response response = realm.users().create(user)) {
      if (response.getStatus() != Response.Status.CONFLICT.getStatusCode()) {
        return KeycloakAdmin.createdId(response);
      }
    }
    return realm.users().searchByUsername(username, true).getFirst().getId();
  }

  private void link(UserResource user, String id) {
    var link = new FederatedIdentityRepresentation();
    link.setIdentityProvider(provider);
    link.setUserId(id);
    link.setUserName(id);
    try (Response response = user.addFederatedIdentity(provider, link)) {
      int status = response.getStatus();
      if (status >= 300 && status != Response.Status.CONFLICT.getStatusCode()) {
        throw new WebApplicationException(response);
      }
    }
  }
}
