package org.bidseal.websecurity.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

class RealmKeysTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration NOTHING = Duration.ZERO;

  private final AtomicInteger fetches = new AtomicInteger();
  private volatile String published = "";
  private volatile int status = 200;
  private DisposableServer realm = HttpServer.create().handle((_, _) -> Mono.never()).bindNow();
  private RSAKey first = key("first");
  private RSAKey second = key("second");

  @BeforeEach
  void start() {
    realm.disposeNow();
    realm =
        HttpServer.create()
            .host("localhost")
            .port(0)
            .handle((_, response) -> {
              fetches.incrementAndGet();
              return response.status(status).sendString(Mono.just(published));
            })
            .bindNow();
    publish(first);
  }

  @AfterEach
  void stop() {
    realm.disposeNow();
  }

  @Test
  void keysAreFetchedOnceForAllWhoWait() {
    RealmKeys keys = keys(LONG, LONG);
    StepVerifier.create(Flux.range(0, 50).flatMap(_ -> keys.of(signedBy("first"))))
        .expectNextCount(50)
        .verifyComplete();
    assertThat(fetches).hasValue(1);
  }

  @Test
  void aNewKeyIsFoundWhenATokenNamesIt() {
    RealmKeys keys = keys(LONG, NOTHING);
    StepVerifier.create(keys.of(signedBy("first"))).expectNextCount(1).verifyComplete();
    publish(second);
    StepVerifier.create(keys.of(signedBy("second")).map(JWK::getKeyID))
        .expectNext("second")
        .verifyComplete();
    StepVerifier.create(keys.of(signedBy("first"))).as("withdrawn").verifyComplete();
  }

  @Test
  void unknownKeyIdsCauseNoLoad() {
    RealmKeys keys = keys(LONG, LONG);
    StepVerifier.create(Flux.range(0, 20).concatMap(i -> keys.of(signedBy("forged" + i))))
        .verifyComplete();
    assertThat(fetches).hasValue(1);
  }

  @Test
  void keysHaveALifetime() {
    RealmKeys keys = keys(NOTHING, LONG);
    StepVerifier.create(keys.of(signedBy("first"))).expectNextCount(1).verifyComplete();
    publish(second);
    StepVerifier.create(keys.of(signedBy("first"))).verifyComplete();
  }

  @Test
  void theLastKeysStayInUseWhileTheRealmIsAway() {
    RealmKeys keys = keys(NOTHING, LONG);
    StepVerifier.create(keys.of(signedBy("first"))).expectNextCount(1).verifyComplete();
    status = 503;
    StepVerifier.create(keys.of(signedBy("first"))).expectNextCount(1).verifyComplete();
  }

  @Test
  void withoutAnyKeysItIsAnErrorAndTriedAgainNextTime() {
    RealmKeys keys = keys(LONG, LONG);
    status = 503;
    StepVerifier.create(keys.of(signedBy("first"))).verifyError();
    status = 200;
    StepVerifier.create(keys.of(signedBy("first"))).expectNextCount(1).verifyComplete();
  }

  private RealmKeys keys(Duration lifetime, Duration pause) {
    URI uri = URI.create("http://localhost:" + realm.port() + "/certs");
    return new RealmKeys(WebClient.create(), uri, lifetime, pause);
  }

  private void publish(RSAKey key) {
    published = new JWKSet(key.toPublicJWK()).toString();
  }

  private static SignedJWT signedBy(String keyId) {
    return new SignedJWT(
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(),
        new JWTClaimsSet.Builder().build());
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
