package org.bidseal.identity.authority;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bidseal.database.Transactions;
import org.bidseal.identity.authority.AuthorityRepository.Revoked;
import org.bidseal.identity.authority.AuthorityRepository.StoredList;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.sm2.SignatureFunction;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.bidseal.smcrypto.x509.Sm2Algorithms;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// The issuing authority's revocation list (RFC 5280 §5): complete, numbered, signed SM3withSM2. A
/// new one is made when something was revoked since the last, or when half its lifetime is over; a
/// list is never older than the last committed revocation.
@Service
final class RevocationLists {

  private final AuthorityRepository repository;
  private final CertificateAuthority authority;
  private final AuthorityProperties properties;
  private final Transactions transactions;
  private final Clock clock;

  RevocationLists(
      AuthorityRepository repository,
      CertificateAuthority authority,
      AuthorityProperties properties,
      Transactions transactions,
      Clock clock) {
    this.repository = repository;
    this.authority = authority;
    this.properties = properties;
    this.transactions = transactions;
    this.clock = clock;
  }

  /// The present list, DER.
  Mono<byte[]> current() {
    return fresh()
        .switchIfEmpty(Mono.defer(() -> transactions.inTransaction(renew())))
        .map(StoredList::der);
  }

  private Mono<StoredList> fresh() {
    return repository
        .latestList()
        .filter(this::young)
        .filterWhen(list -> repository.countRevoked().map(n -> n == list.entries()));
  }

  private boolean young(StoredList list) {
    return clock.instant().isBefore(list.thisUpdate().plus(properties.crlLifetime().dividedBy(2)));
  }

  private Mono<StoredList> renew() {
    return repository
        .lock("revocation-list")
        .then(Mono.defer(this::fresh))
        .switchIfEmpty(Mono.defer(this::next));
  }

  private Mono<StoredList> next() {
    return repository
        .latestList()
        .map(StoredList::number)
        .defaultIfEmpty(0L)
        .zipWith(repository.revoked().collectList())
        .flatMap(last -> sign(last.getT1() + 1, last.getT2()))
        .flatMap(list -> repository.insert(list).thenReturn(list));
  }

  private Mono<StoredList> sign(long number, List<Revoked> revoked) {
    Instant from = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant until = from.plus(properties.crlLifetime());
    return authority
        .signed((issuer, signer) -> list(issuer, signer, number, revoked, from, until))
        .map(der -> new StoredList(number, der, from, until, revoked.size()));
  }

  private static byte[] list(
      X509Certificate issuer,
      SignatureFunction signer,
      long number,
      List<Revoked> revoked,
      Instant from,
      Instant until) {
    Point key = Sm2Certificates.publicKey(issuer);
    var generator = new V2TBSCertListGenerator();
    generator.setSignature(Sm2Algorithms.SM3_WITH_SM2);
    generator.setIssuer(Sm2Certificates.subject(issuer));
    generator.setThisUpdate(new Time(Date.from(from)));
    generator.setNextUpdate(new Time(Date.from(until)));
    revoked.forEach(entry -> add(generator, entry));
    generator.setExtensions(
        new Extensions(
            new Extension[] {
              Encoding.extension(
                  Extension.authorityKeyIdentifier,
                  false,
                  new AuthorityKeyIdentifier(SubjectKeyId.of(key).bytes())),
              Encoding.extension(
                  Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)))
            }));
    TBSCertList body = generator.generateTBSCertList();
    var signature = signer.sign(Sm2Digest.of(key, Encoding.der(body)));
    var parts = new ASN1EncodableVector();
    parts.add(body);
    parts.add(Sm2Algorithms.SM3_WITH_SM2);
    parts.add(new DERBitString(signature.der()));
    return Encoding.der(new DERSequence(parts));
  }

  private static void add(V2TBSCertListGenerator generator, Revoked entry) {
    var serial = new ASN1Integer(new BigInteger(entry.serialNumber(), 16));
    var at = new Time(Date.from(entry.revokedAt()));
    if (entry.reasonCode() == CRLReason.unspecified) {
      // RFC 5280 §5.3.1: the reason is left out rather than given as unspecified.
      generator.addCRLEntry(serial, at, (Extensions) null);
      return;
    }
    var reason =
        Encoding.extension(Extension.reasonCode, false, CRLReason.lookup(entry.reasonCode()));
    generator.addCRLEntry(serial, at, new Extensions(reason));
  }
}
