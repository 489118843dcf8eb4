package org.bidseal.seals.impression;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Supplier;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.seals.SealProblem;
import org.bidseal.seals.picture.PictureFile;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.signingexpectations.ExpectedDigest;
import org.bidseal.signingexpectations.Purpose;
import org.bidseal.signingexpectations.SigningExpectations;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Uploading and signing impressions, and looking at them.
@Service
class Impressions {
  private static final int PAGE = 100;
  private static final Duration SIGNING_TIME = Duration.ofMinutes(30);

  private final ImpressionRepository rows;
  private final ImpressionSigners signers;
  private final SigningExpectations expectations;
  private final Outbox outbox;
  private final CryptoScheduler cpu;
  private final Ids ids;
  private final Clock clock;

  Impressions(
      ImpressionRepository rows,
      ImpressionSigners signers,
      SigningExpectations expectations,
      Outbox outbox,
      CryptoScheduler cpu,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.signers = signers;
    this.expectations = expectations;
    this.outbox = outbox;
    this.cpu = cpu;
    this.ids = ids;
    this.clock = clock;
  }

  /// @param impressionId which, now waiting for review
  record ImpressionSubmitted(UUID impressionId, UUID enterpriseId) {}

  /// Keeps the picture and says what to sign.
  Mono<ImpressionView> upload(UUID personId, UploadRequest request) {
    return signers
        .find(personId, request.enterpriseId(), request.certificateId())
        .zipWith(cpu.run(() -> picture(request.picture())))
        .flatMap(both -> keep(card(personId, request, both.getT2()), both.getT2(), both.getT1()));
  }

  private static PictureFile picture(String base64) {
    try {
      return PictureFile.read(Base64.getDecoder().decode(base64))
          .orElseThrow(Impressions::unreadable);
    } catch (IllegalArgumentException notBase64) {
      throw unreadable();
    }
  }

  private static ProblemException unreadable() {
    return new ProblemException(
        SealProblem.PICTURE_UNREADABLE, "The picture is no JPEG, PNG or GIF, or it is too large.");
  }

  private ImpressionCard card(UUID personId, UploadRequest request, PictureFile picture) {
    return new ImpressionCard(
        ids.next(),
        request.enterpriseId(),
        personId,
        request.certificateId(),
        request.sealType(),
        request.shape(),
        request.name(),
        request.widthMm(),
        request.heightMm(),
        Sm3Hash.of(picture.png()),
        clock.instant());
  }

  private Mono<ImpressionView> keep(
      ImpressionCard card, PictureFile picture, ImpressionSigners.Signer signer) {
    byte[] statement = ImpressionStatement.bytes(card);
    Sm3Hash e = Sm2Digest.of(signer.publicKey(), statement);
    ImpressionView view =
        ImpressionView.of(new Impression.Draft(card))
            .toBeSigned(Base64.getEncoder().encodeToString(statement), e.hex());
    return rows.insert(card, picture)
        .then(expectations.register(expected(card, signer.keyId(), e)))
        .thenReturn(view);
  }

  private ExpectedDigest expected(ImpressionCard card, UUID keyId, Sm3Hash e) {
    return new ExpectedDigest(
        card.impressionId(),
        card.uploaderId(),
        keyId,
        e,
        Purpose.IMPRESSION,
        clock.instant().plus(SIGNING_TIME));
  }

  /// Takes the uploader's signature; the impression now waits for the reviewer.
  Mono<ImpressionView> sign(UUID personId, UUID impressionId, SignatureRequest signature) {
    return rows.findForUpdate(impressionId)
        .filter(impression -> impression.card().uploaderId().equals(personId))
        .switchIfEmpty(notFound())
        .map(Impressions::draft)
        .flatMap(draft -> submit(draft, signature));
  }

  private static Impression.Draft draft(Impression impression) {
    if (impression instanceof Impression.Draft draft) {
      return draft;
    }
    throw new ProblemException(
        SealProblem.IMPRESSION_NOT_SIGNABLE, "The impression is " + impression.state() + ".");
  }

  private Mono<ImpressionView> submit(Impression.Draft draft, SignatureRequest signature) {
    ImpressionCard card = draft.card();
    Impression.Submitted submitted = draft.submit(clock.instant());
    return signers
        .find(card.uploaderId(), card.enterpriseId(), card.certificateId())
        .doOnNext(signer -> signer.requireSignature(ImpressionStatement.bytes(card), signature))
        .then(rows.submitted(submitted, signature.r() + signature.s()))
        .then(
            outbox.add(
                "org.bidseal.seal.impression-submitted.v1",
                card.impressionId(),
                new ImpressionSubmitted(card.impressionId(), card.enterpriseId())))
        .thenReturn(ImpressionView.of(submitted));
  }

  Mono<ImpressionView> get(UUID personId, UUID impressionId) {
    return rows.findOfMember(impressionId, personId)
        .switchIfEmpty(notFound())
        .map(ImpressionView::of);
  }

  Flux<ImpressionView> ofEnterprise(UUID personId, UUID enterpriseId) {
    return rows.findOfMember(personId, enterpriseId, PAGE).map(ImpressionView::of);
  }

  Flux<ImpressionView> submitted() {
    return rows.findSubmitted(PAGE).map(ImpressionView::of);
  }

  /// The picture as PNG, for a member of the enterprise.
  Mono<byte[]> pictureForMember(UUID personId, UUID impressionId) {
    return rows.findOfMember(impressionId, personId)
        .switchIfEmpty(notFound())
        .flatMap(_ -> rows.picture(impressionId));
  }

  /// The picture as PNG, for the reviewer.
  Mono<byte[]> picture(UUID impressionId) {
    return rows.picture(impressionId).switchIfEmpty(notFound());
  }

  private static <T> Mono<T> notFound() {
    Supplier<ProblemException> problem =
        () -> new ProblemException(CommonProblem.NOT_FOUND, "There is no such impression.");
    return Mono.error(problem);
  }
}
