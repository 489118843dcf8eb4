package org.bidseal.crypto.report;

import java.util.Base64;
import java.util.UUID;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.problem.ReportProblem;
import org.bidseal.crypto.timeline.SignedReport;
import org.bidseal.crypto.timeline.Timeline;
import org.bidseal.identityview.DeviceView;
import org.bidseal.identityview.Persons;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.device.ReportStatement;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Takes reports that a device of the caller's signed.
@Component
public class Reports {
  private static final int MOST_REPORTS = 100;

  private final Persons persons;
  private final Timeline timeline;
  private final CryptoScheduler crypto;

  Reports(Persons persons, Timeline timeline, CryptoScheduler crypto) {
    this.persons = persons;
    this.timeline = timeline;
    this.crypto = crypto;
  }

  /// Puts a report on the envelope's timeline. The caller has locked the envelope and checked that
  /// it is the person's.
  ///
  /// @return the report; empty if the timeline has it already
  /// @throws ProblemException (as the Mono's error) of [ReportProblem], with what to do next
  public Mono<SignedReport> take(Envelope envelope, UUID personId, ClientReport report) {
    return Mono.fromCallable(() -> statement(envelope, personId, report))
        .flatMap(
            statement -> verified(statement, report).flatMap(signed -> keep(statement, signed)));
  }

  private static ReportStatement statement(Envelope envelope, UUID personId, ClientReport report) {
    ReportStatement statement;
    try {
      statement = ReportStatement.parse(Base64.getDecoder().decode(report.statement()));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ReportProblem.REPORT_NOT_VALID, "The statement is not a client report.", e);
    }
    if (!statement.envelopeId().equals(envelope.part().envelopeId())) {
      throw new ProblemException(
          ReportProblem.REPORT_OF_ANOTHER_BID,
          "The statement is about envelope " + statement.envelopeId() + ".");
    }
    if (!statement.personId().equals(personId)) {
      throw foreign();
    }
    return statement;
  }

  private Mono<SignedReport> verified(ReportStatement statement, ClientReport report) {
    return persons
        .findDevice(statement.personId(), statement.deviceId())
        .switchIfEmpty(Mono.error(Reports::foreign))
        .map(Reports::keyOf)
        .flatMap(key -> crypto.run(() -> verified(statement, report, key)));
  }

  private static Point keyOf(DeviceView device) {
    Point key = device.publicKey();
    if (key == null) {
      throw new ProblemException(
          ReportProblem.DEVICE_KEY_MISSING,
          "Device " + device.deviceId() + " has registered no key.");
    }
    return key;
  }

  private static SignedReport verified(ReportStatement statement, ClientReport report, Point key) {
    byte[] bytes = statement.bytes();
    Sm2Signature signature;
    try {
      signature = Sm2Signature.ofHex(report.r(), report.s());
    } catch (IllegalArgumentException e) {
      throw wrongSignature(e);
    }
    if (!Sm2Verifier.verifyMessage(key, bytes, signature)) {
      throw wrongSignature(null);
    }
    return new SignedReport(statement.kind(), base64(bytes), base64(signature.der()), key);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private Mono<SignedReport> keep(ReportStatement statement, SignedReport signed) {
    return timeline
        .hasReport(statement)
        .filter(known -> !known)
        .flatMap(_ -> timeline.addReport(statement, signed, MOST_REPORTS))
        .map(added -> {
          if (!added) {
            throw new ProblemException(
                ReportProblem.TOO_MANY_REPORTS, "An envelope takes " + MOST_REPORTS + " reports.");
          }
          return signed;
        });
  }

  private static ProblemException foreign() {
    return new ProblemException(
        ReportProblem.REPORT_DEVICE_FOREIGN, "The report names another person or his device.");
  }

  private static ProblemException wrongSignature(@Nullable Throwable cause) {
    return new ProblemException(
        ReportProblem.REPORT_SIGNATURE_WRONG,
        "The signature is not one of the device's key over the statement.",
        cause);
  }
}
