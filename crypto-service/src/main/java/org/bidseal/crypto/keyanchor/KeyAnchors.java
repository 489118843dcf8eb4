package org.bidseal.crypto.keyanchor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.bidseal.crypto.chain.CanonicalJson;
import org.bidseal.crypto.keyaudit.KeyUses;
import org.bidseal.crypto.keyaudit.RecordedUse;
import org.bidseal.crypto.receipt.ReceiptSigner;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.database.Transactions;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.Sm3Hash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Makes trees. Before a key's head goes into one, its chain is followed from where it was anchored
/// last: a chain that does not continue that head keeps its old leaf, and is told of by the log and
/// the gauge `bidseal_key_chains_broken`. So a tree never covers up what an earlier one shows.
@Component
@InRole(Role.KEY)
class KeyAnchors {
  private static final Logger LOG = LoggerFactory.getLogger(KeyAnchors.class);
  private static final int PAGE = 500;
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final AuditTrees trees;
  private final KeyUses uses;
  private final ReceiptSigner signer;
  private final CryptoScheduler crypto;
  private final Transactions transactions;
  private final JsonMapper json;
  private final AtomicLong broken;

  KeyAnchors(
      AuditTrees trees,
      KeyUses uses,
      ReceiptSigner signer,
      CryptoScheduler crypto,
      Transactions transactions,
      JsonMapper json,
      MeterRegistry registry) {
    this.trees = trees;
    this.uses = uses;
    this.signer = signer;
    this.crypto = crypto;
    this.transactions = transactions;
    this.json = json;
    this.broken = new AtomicLong();
    registry.gauge("bidseal.key.chains.broken", broken);
  }

  /// What goes into a tree.
  ///
  /// @param moved the keys whose heads are not what they were, with their positions
  private record Leaves(ByteArrayOutputStream hashes, List<Moved> moved, List<UUID> broken) {
    Leaves() {
      this(new ByteArrayOutputStream(), new ArrayList<>(), new ArrayList<>());
    }

    void add(Followed key) {
      if (!key.sound()) {
        broken.add(key.anchored().keyId());
      }
      KeyAnchor leaf = key.sound() ? key.now() : key.anchored();
      if (leaf.uses() == 0) {
        return;
      }
      if (leaf.uses() != key.anchored().uses()) {
        moved.add(new Moved(leaf, hashes.size() / Sm3Hash.BYTES));
      }
      hashes.writeBytes(leaf.leaf().bytes());
    }
  }

  private record Moved(KeyAnchor key, int position) {}

  /// A key whose chain was followed from its last anchor to its end.
  private record Followed(KeyAnchor now, KeyAnchor anchored, boolean sound) {}

  /// Makes a tree if the last one is older than an interval and nobody else does.
  ///
  /// @return its number; empty if none was made
  Mono<Long> anchor(Duration interval) {
    return trees
        .lock()
        .filter(mine -> mine)
        .flatMap(_ -> trees.last(interval).map(Optional::of).defaultIfEmpty(Optional.empty()))
        .filter(last -> last.map(AuditTrees.Last::due).orElse(true))
        .flatMap(last -> leaves().flatMap(leaves -> make(last, leaves)))
        .as(transactions::inTransaction);
  }

  private Mono<Leaves> leaves() {
    return page(BEFORE_ALL)
        .expand(page -> page.size() < PAGE ? Mono.empty() : page(page.getLast().now().keyId()))
        .concatMapIterable(page -> page)
        .concatMap(this::follow)
        .collect(Leaves::new, Leaves::add);
  }

  private Mono<List<AuditTrees.Key>> page(UUID after) {
    return trees.keys(after, PAGE).collectList();
  }

  private Mono<Followed> follow(AuditTrees.Key key) {
    KeyAnchor from = key.anchored();
    KeyAnchor to = key.now();
    Mono<KeyAnchor> end =
        from.uses() == to.uses()
            ? Mono.just(from)
            : uses.between(from.keyId(), from.uses(), to.uses()).reduce(from, KeyAnchors::next);
    return end.map(reached -> new Followed(to, from, reached.equals(to)));
  }

  /// The chain one use further; one that does not follow leads nowhere.
  private static KeyAnchor next(KeyAnchor reached, RecordedUse use) {
    boolean follows =
        use.sequence() == reached.uses() + 1 && use.previousHead().equals(reached.head());
    return follows ? new KeyAnchor(reached.keyId(), use.sequence(), use.head()) : reached;
  }

  private Mono<Long> make(Optional<AuditTrees.Last> last, Leaves leaves) {
    broken.set(leaves.broken().size());
    if (!leaves.broken().isEmpty()) {
      LOG.error("The recorded uses of these keys were changed: {}", leaves.broken());
    }
    if (leaves.hashes().size() == 0) {
      return Mono.empty();
    }
    return crypto
        .run(() -> AuditTree.of(leaves.hashes().toByteArray()))
        .zipWith(trees.now(), (tree, now) -> new Made(tree, statement(last, tree, now)))
        .delayUntil(this::sign)
        .delayUntil(made -> place(made, leaves.moved()))
        .map(made -> made.statement().number());
  }

  private record Made(AuditTree tree, TreeStatement statement) {}

  private static TreeStatement statement(
      Optional<AuditTrees.Last> last, AuditTree tree, Instant now) {
    return new TreeStatement(
        TreeStatement.TYPE,
        last.map(AuditTrees.Last::number).orElse(0L) + 1,
        tree.size(),
        tree.root().hex(),
        last.map(before -> before.root().hex()).orElse(null),
        now);
  }

  private Mono<Void> sign(Made made) {
    String statement = CanonicalJson.of(json.valueToTree(made.statement()));
    return signer
        .sign(statement.getBytes(UTF_8))
        .flatMap(signed -> trees.insert(made.statement(), signed));
  }

  private Mono<Void> place(Made made, List<Moved> moved) {
    return Flux.fromIterable(moved)
        .concatMap(key ->
            trees.anchor(
                key.key(),
                made.statement().number(),
                key.position(),
                made.tree().path(key.position())))
        .then();
  }
}
