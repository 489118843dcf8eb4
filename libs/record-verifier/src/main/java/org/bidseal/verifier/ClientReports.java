package org.bidseal.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.verifier.Chain.Entry;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.json.MalformedException;
import org.bidseal.verifier.json.Part;

/// What a phone of the bidder's reported (docs/bid-envelope.md): signed by the device's key, about
/// the entry's own bid. That the key is one of the bidder's is what the service says.
final class ClientReports {
  private static final String LABEL = "bidseal-client-report-v1";

  private final Findings findings;

  ClientReports(Findings findings) {
    this.findings = findings;
  }

  /// Checks the payload of a BID_REPORTED.
  void check(Entry entry) {
    Part report = entry.payload().part("report");
    byte[] statement = report.base64("statement");
    List<byte[]> fields = Statement.fields(report, statement);
    if (fields.size() < 2
        || !text(fields.get(0)).equals(LABEL)
        || !text(fields.get(1)).equals(entry.payload().id("envelopeId").toString())) {
      findings.fault(entry.place(), Fault.REPORT_FOREIGN);
    }
    if (!verifies(key(report), statement, report.base64("signature"))) {
      findings.fault(entry.place(), Fault.REPORT_SIGNATURE_WRONG);
    }
  }

  private static Point key(Part report) {
    try {
      return PointGate.decodeHex(report.text("deviceKey"));
    } catch (IllegalArgumentException _) {
      throw new MalformedException(report.name() + ".deviceKey", "is no point of SM2");
    }
  }

  private static boolean verifies(Point key, byte[] message, byte[] signature) {
    try {
      return Sm2Verifier.verifyMessage(key, message, Sm2Signature.ofDer(signature));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static String text(byte[] field) {
    return new String(field, UTF_8);
  }
}
