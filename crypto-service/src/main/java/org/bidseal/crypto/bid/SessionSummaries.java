package org.bidseal.crypto.bid;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidseal.crypto.envelope.Bid;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Closed;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.qrsession.QrSessions.Wish;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.crypto.qrsession.SessionSummary;
import org.bidseal.crypto.qrsession.SessionSummary.Line;
import org.bidseal.crypto.tender.TenderChange;

/// What the phone shows about a bid before its person confirms.
final class SessionSummaries {
  private SessionSummaries() {}

  static Wish wish(
      Envelope envelope, Opening opening, SessionPurpose purpose, Optional<TenderChange> change) {
    Bid bid = envelope.bid();
    return new Wish(
        purpose,
        bid.platformId(),
        bid.enterpriseId(),
        bid.envelopeId(),
        summary(envelope, opening, purpose, change));
  }

  private static SessionSummary summary(
      Envelope envelope, Opening opening, SessionPurpose purpose, Optional<TenderChange> change) {
    return switch (purpose) {
      case ENCRYPT -> new SessionSummary("Seal a bid", "标书加密", lines(envelope, opening));
      case DECRYPT -> new SessionSummary("Open a bid", "标书解密", lines(envelope, opening));
      case RETRACT ->
          new SessionSummary("Take a bid back for good", "撤回投标文件（不可恢复）", lines(envelope, opening));
      case CONFIRM ->
          new SessionSummary(
              "Confirm a bid after a change of the tender",
              "招标文件变更后确认投标文件",
              changed(lines(envelope, opening), change));
    };
  }

  private static List<Line> changed(List<Line> lines, Optional<TenderChange> change) {
    change.ifPresent(what -> {
      lines.add(new Line("Change", "变更内容", what.title()));
      lines.add(new Line("SM3 of the tender document", "招标文件摘要", what.documentSm3()));
    });
    return lines;
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
