package org.bidseal.phone;

import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.phone.key.HeldKey;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.jspecify.annotations.Nullable;

/// The keys on this phone, own and backed up, with their certificates.
public final class KeyRing {

  /// A key on this phone.
  ///
  /// @param certificate null until it is downloaded, and for keys held as a backup
  public record Entry(
      HeldKey key, @Nullable UUID certificateId, @Nullable X509Certificate certificate) {}

  private final Map<UUID, Entry> entries = new LinkedHashMap<>();

  void put(HeldKey key) {
    entries.put(key.keyId(), new Entry(key, null, null));
  }

  void certify(UUID keyId, UUID certificateId, X509Certificate certificate) {
    entries.put(keyId, new Entry(find(keyId).orElseThrow().key(), certificateId, certificate));
  }

  /// A key by its id.
  public Optional<Entry> find(UUID keyId) {
    return Optional.ofNullable(entries.get(keyId));
  }

  /// The certified key for a usage.
  ///
  /// @throws IllegalStateException if there is none yet
  public Certified certified(KeyUsage usage) {
    return entries.values().stream()
        .filter(entry -> entry.key().usage() == usage)
        .flatMap(entry -> Certified.of(entry).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no certificate for " + usage));
  }

  /// The newest key of a usage that waits for its certificate.
  ///
  /// @throws IllegalStateException if there is none
  HeldKey uncertified(KeyUsage usage) {
    return entries.values().stream()
        .filter(entry -> entry.certificate() == null && entry.key().usage() == usage)
        .map(Entry::key)
        .reduce((_, later) -> later)
        .orElseThrow(() -> new IllegalStateException("no key waits for a certificate"));
  }

  /// A key with its certificate.
  public record Certified(HeldKey key, UUID certificateId, X509Certificate certificate) {
    static Optional<Certified> of(Entry entry) {
      UUID id = entry.certificateId();
      X509Certificate certificate = entry.certificate();
      return id == null || certificate == null
          ? Optional.empty()
          : Optional.of(new Certified(entry.key(), id, certificate));
    }
  }
}
