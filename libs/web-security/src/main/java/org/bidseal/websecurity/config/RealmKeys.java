package org.bidseal.websecurity.config;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The realm's public keys. They are read at the first token and once every `lifetime` (a withdrawn
/// key must go), and early when a token names an unknown key, but then at most once every `pause`:
/// forged key ids must not become load on the realm. While the realm is away the last keys stay in
/// use.
final class RealmKeys {
  private static final Logger log = LoggerFactory.getLogger(RealmKeys.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final WebClient client;
  private final URI uri;
  private final Duration lifetime;
  private final Duration pause;
  private final Mono<Fetched> keys;
  private volatile @Nullable Fetched last;

  RealmKeys(WebClient client, URI uri, Duration lifetime, Duration pause) {
    this.client = client;
    this.uri = uri;
    this.lifetime = lifetime;
    this.pause = pause;
    this.keys = Mono.defer(this::fetch).cacheInvalidateIf(Fetched::isOver);
  }

  /// The keys that may have signed the token.
  Flux<JWK> of(SignedJWT token) {
    JWKMatcher matcher = JWKMatcher.forJWSHeader(token.getHeader());
    if (matcher == null) {
      return Flux.empty();
    }
    var selector = new JWKSelector(matcher);
    return keys.flatMap(fetched -> select(selector, fetched)).flatMapIterable(Function.identity());
  }

  private Mono<List<JWK>> select(JWKSelector selector, Fetched fetched) {
    List<JWK> found = selector.select(fetched.keys);
    return found.isEmpty() && fetched.end()
        ? keys.map(again -> selector.select(again.keys))
        : Mono.just(found);
  }

  private Mono<Fetched> fetch() {
    return client
        .get()
        .uri(uri)
        .retrieve()
        .bodyToMono(String.class)
        .timeout(TIMEOUT)
        .map(body -> new Fetched(parse(body), lifetime))
        .doOnNext(fetched -> last = fetched)
        .onErrorResume(this::lastKeys);
  }

  private Mono<Fetched> lastKeys(Throwable error) {
    Fetched known = last;
    if (known == null) {
      return Mono.error(error);
    }
    log.warn("Keys of the realm cannot be read at {}; the last ones stay in use: {}", uri, error);
    return Mono.just(new Fetched(known.keys, pause));
  }

  private static JWKSet parse(String body) {
    try {
      return JWKSet.parse(body);
    } catch (ParseException e) {
      throw Exceptions.propagate(e);
    }
  }

  private final class Fetched {
    private final JWKSet keys;
    private final long since = System.nanoTime();
    private volatile long nanos;

    Fetched(JWKSet keys, Duration validity) {
      this.keys = keys;
      this.nanos = validity.toNanos();
    }

    boolean isOver() {
      return System.nanoTime() - since >= nanos;
    }

    /// Ends the validity unless the keys are younger than the pause.
    boolean end() {
      if (System.nanoTime() - since < pause.toNanos()) {
        return false;
      }
      nanos = 0;
      return true;
    }
  }
}
