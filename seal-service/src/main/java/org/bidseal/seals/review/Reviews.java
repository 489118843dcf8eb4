package org.bidseal.seals.review;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.Certificates;
import org.bidseal.identityview.KeyUsage;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.seals.SealProblem;
import org.bidseal.seals.impression.Impression;
import org.bidseal.seals.impression.ImpressionCard;
import org.bidseal.seals.impression.ImpressionDecisions;
import org.bidseal.seals.impression.ImpressionView;
import org.bidseal.seals.seal.Seals;
import org.bidseal.seals.ses.CertificateDer;
import org.bidseal.seals.ses.SealInfo;
import org.bidseal.seals.ses.SealPicture;
import org.bidseal.seals.ses.SesSeal;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.servicekeys.CertifiedKey;
import org.bidseal.servicekeys.ServiceKeys;
import org.bidseal.servicekeys.ServiceProfile;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// The reviewer's decisions. An approval, the seal that it makes and the event are one transaction.
@Service
class Reviews {
  private static final String VENDOR = "bidseal";
  private static final int YEARS_VALID = 5;

  private final ImpressionDecisions impressions;
  private final Seals seals;
  private final Certificates certificates;
  private final ServiceKeys keys;
  private final CryptoScheduler cpu;
  private final Ids ids;
  private final Clock clock;

  Reviews(
      ImpressionDecisions impressions,
      Seals seals,
      Certificates certificates,
      ServiceKeys keys,
      CryptoScheduler cpu,
      Ids ids,
      Clock clock) {
    this.impressions = impressions;
    this.seals = seals;
    this.certificates = certificates;
    this.keys = keys;
    this.cpu = cpu;
    this.ids = ids;
    this.clock = clock;
  }

  Mono<ImpressionView> approve(UUID reviewerId, UUID impressionId) {
    return submitted(impressionId)
        .flatMap(
            submitted -> make(submitted.card()).flatMap(made -> keep(submitted, reviewerId, made)));
  }

  private record MadeSeal(UUID sealId, SesSeal sesSeal) {}

  private Mono<MadeSeal> make(ImpressionCard card) {
    UUID sealId = ids.next();
    return Mono.zip(
            keys.get(ServiceProfile.SEAL_MAKER),
            impressions.picture(card.impressionId()),
            signers(card.enterpriseId()))
        .flatMap(parts ->
            cpu.run(() -> sign(info(sealId, card, parts.getT2(), parts.getT3()), parts.getT1())))
        .map(sesSeal -> new MadeSeal(sealId, sesSeal));
  }

  private Mono<List<CertificateDer>> signers(UUID enterpriseId) {
    Instant now = clock.instant();
    return certificates
        .ofEnterprise(enterpriseId, KeyUsage.SIGNING)
        .filter(certificate -> certificate.inForceAt(now))
        .map(CertificateView::certificateBase64)
        .map(base64 -> new CertificateDer(Base64.getDecoder().decode(base64)))
        .collectList();
  }

  private SealInfo info(
      UUID sealId, ImpressionCard card, byte[] png, List<CertificateDer> signers) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant until = now.atOffset(ZoneOffset.UTC).plusYears(YEARS_VALID).toInstant();
    return new SealInfo(
        VENDOR,
        sealId.toString(),
        card.sealType().sesType(),
        card.name(),
        signers,
        now,
        now,
        until,
        new SealPicture("png", png, card.widthMm(), card.heightMm()));
  }

  private static SesSeal sign(SealInfo info, CertifiedKey maker) {
    return SesSeal.make(
        info, new CertificateDer(Sm2Certificates.encoded(maker.certificate())), maker.signer());
  }

  private Mono<ImpressionView> keep(
      Impression.Submitted submitted, UUID reviewerId, MadeSeal made) {
    return impressions
        .approve(submitted, reviewerId, made.sealId())
        .flatMap(
            view -> seals.keep(made.sealId(), submitted.card(), made.sesSeal()).thenReturn(view));
  }

  Mono<ImpressionView> reject(UUID reviewerId, UUID impressionId, String reason) {
    return submitted(impressionId)
        .flatMap(submitted -> impressions.reject(submitted, reviewerId, reason));
  }

  private Mono<Impression.Submitted> submitted(UUID impressionId) {
    return impressions
        .findForUpdate(impressionId)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(CommonProblem.NOT_FOUND, "There is no such impression.")))
        .map(Reviews::submitted);
  }

  private static Impression.Submitted submitted(Impression impression) {
    if (impression instanceof Impression.Submitted submitted) {
      return submitted;
    }
    throw new ProblemException(
        SealProblem.IMPRESSION_NOT_REVIEWABLE, "The impression is " + impression.state() + ".");
  }
}
