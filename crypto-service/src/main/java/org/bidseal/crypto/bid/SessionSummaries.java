package org.bidseal.crypto.bid;

import java.util.ArrayList;
import java.util.List;
import org.bidseal.crypto.envelope.Bid;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Closed;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.qrsession.QrSessions.Wish;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.crypto.qrsession.SessionSummary;
import org.bidseal.crypto.qrsession.SessionSummary.Line;

/// What the phone shows about a bid before its person confirms.
final class SessionSummaries {
  private SessionSummaries() {}

  static Wish wish(Envelope envelope, Opening opening, SessionPurpose purpose) {
    Bid bid = envelope.bid();
    return new Wish(
        purpose,
        bid.platformId(),
        bid.enterpriseId(),
        bid.envelopeId(),
        summary(envelope, opening, purpose));
  }

  private static SessionSummary summary(
      Envelope envelope, Opening opening, SessionPurpose purpose) {
    return switch (purpose) {
      case ENCRYPT -> new SessionSummary("Seal a bid", "标书加密", lines(envelope, opening));
      case DECRYPT -> new SessionSummary("Open a bid", "标书解密", lines(envelope, opening));
    };
  }

  private static List<Line> lines(Envelope envelope, Opening opening) {
    Bid bid = envelope.bid();
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("Lot", "标段", opening.name()));
    lines.add(new Line("Tender", "招标项目", opening.tenderId()));
    lines.add(new Line("File", "文件", bid.fileName()));
    lines.add(new Line("Size (bytes)", "大小(字节)", Long.toString(bid.size())));
    lines.add(new Line("Deadline", "投标截止时间", opening.deadline().toString()));
    lines.add(new Line("Opening", "开标时间", opening.opensAt().toString()));
    if (bid.sealing() == Sealing.SERVER) {
      lines.add(new Line("Sealed by", "加密方", "SERVER"));
    }
    if (envelope instanceof Closed closed) {
      lines.add(new Line("Short code", "校验码", closed.seal().description().shortCode()));
    }
    return lines;
  }
}
