package org.bidseal.identity.keycloak;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// The realm's clients that are trading platforms: client credentials, role `platform`, claim
/// `platform_id`.
@Service
public final class KeycloakClients {

  private static final String ROLE = "platform";

  private final KeycloakAdmin admin;

  KeycloakClients(KeycloakAdmin admin) {
    this.admin = admin;
  }

  /// Makes the platform's client with a secret that Keycloak draws.
  public Mono<Void> create(String clientId, String name, UUID platformId) {
    return admin
        .call(realm -> {
          String id = insert(realm, clientId, name, platformId);
          String account = realm.clients().get(id).getServiceAccountUser().getId();
          realm
              .users()
              .get(account)
              .roles()
              .realmLevel()
              .add(List.of(realm.roles().get(ROLE).toRepresentation()));
          return id;
        })
        .then();
  }

  /// The client's present secret. Sensitive: answered to whoever registered it, never stored.
  public Mono<String> secret(String clientId) {
    return admin.call(realm -> client(realm, clientId).getSecret().getValue());
  }

  /// Takes the client away again, if it is there.
  public Mono<Void> remove(String clientId) {
    return admin
        .call(realm -> {
          realm
              .clients()
              .findByClientId(clientId)
              .forEach(client -> realm.clients().get(client.getId()).remove());
          return clientId;
        })
        .then();
  }

  private static ClientResource client(RealmResource realm, String clientId) {
    String id = realm.clients().findByClientId(clientId).getFirst().getId();
    return realm.clients().get(id);
  }

  private static String insert(RealmResource realm, String clientId, String name, UUID platformId) {
    var client = new ClientRepresentation();
    client.setClientId(clientId);
    client.setName(name);
    client.setEnabled(true);
    client.setPublicClient(false);
    client.setServiceAccountsEnabled(true);
    client.setStandardFlowEnabled(false);
    client.setDirectAccessGrantsEnabled(false);
    client.setFullScopeAllowed(true);
    client.setProtocolMappers(List.of(platformIdMapper(platformId)));
    try (Response response = realm.clients().create(client)) {
      return KeycloakAdmin.createdId(response);
    }
  }

  private static ProtocolMapperRepresentation platformIdMapper(UUID platformId) {
    var mapper = new ProtocolMapperRepresentation();
    mapper.setName("platform_id");
    mapper.setProtocol("openid-connect");
    mapper.setProtocolMapper("oidc-hardcoded-claim-mapper");
    mapper.setConfig(
        Map.of(
            "claim.name", "platform_id",
            "claim.value", platformId.toString(),
            "jsonType.label", "String",
            "access.token.claim", "true"));
    return mapper;
  }
}
