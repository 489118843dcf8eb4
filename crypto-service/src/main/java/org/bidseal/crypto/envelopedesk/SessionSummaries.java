package org.bidseal.crypto.envelopedesk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidseal.crypto.bidding.Bids.KeyHolder;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Closed;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.qrsession.QrSessions.Wish;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.crypto.qrsession.SessionSummary;
import org.bidseal.crypto.qrsession.SessionSummary.Line;
import org.bidseal.crypto.tender.TenderChange;
import org.bidseal.identityview.EnterpriseView;

/// What the phone shows about a bid before its person confirms.
final class SessionSummaries {
  private SessionSummaries() {}

  /// Who bids.
  ///
  /// @param leader empty until identity-service has told of it
  /// @param members names of the consortium's others
  record Parties(Optional<EnterpriseView> leader, List<String> members) {}

  /// @param alsoScannedBy who may scan besides the people of the leader
  static Wish wish(
      Envelope envelope,
      Opening opening,
      SessionPurpose purpose,
      Optional<TenderChange> change,
      Parties parties,
      List<KeyHolder> alsoScannedBy) {
    BidPart part = envelope.part();
    return new Wish(
        purpose,
        part.platformId(),
        part.enterpriseId(),
        part.envelopeId(),
        alsoScannedBy.stream()
            .map(holder -> new QrSessions.Guest(holder.personId(), holder.enterpriseId()))
            .toList(),
        summary(purpose, lines(envelope, opening, parties), change));
  }

  private static SessionSummary summary(
      SessionPurpose purpose, List<Line> lines, Optional<TenderChange> change) {
    return switch (purpose) {
      case ENCRYPT -> new SessionSummary("Seal a bid", "标书加密", lines);
      case DECRYPT -> new SessionSummary("Open a bid", "标书解密", lines);
      case REHEARSE -> new SessionSummary("Rehearse opening a bid", "标书解密演练", lines);
      case RETRACT -> new SessionSummary("Take a bid back for good", "撤回投标文件（不可恢复）", lines);
      case CONFIRM ->
          new SessionSummary(
              "Confirm a bid after a change of the tender",
              "招标文件变更后确认投标文件",
              changed(lines, change));
      case WAIVE -> new SessionSummary("Open a bid without the event lock", "弃用开标锁开启投标文件", lines);
      case LOCK, LOCK_RELEASE, LOCK_WAIVER ->
          throw new IllegalArgumentException(purpose + " is not about a bid");
    };
  }

  private static List<Line> changed(List<Line> lines, Optional<TenderChange> change) {
    change.ifPresent(what -> {
      lines.add(new Line("Change", "变更内容", what.title()));
      lines.add(new Line("SM3 of the tender document", "招标文件摘要", what.documentSm3()));
    });
    return lines;
  }

  private static List<Line> lines(Envelope envelope, Opening opening, Parties parties) {
    BidPart part = envelope.part();
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("Lot", "标段", opening.name()));
    if (opening.stage() != Opening.Stage.WHOLE) {
      lines.add(new Line("Stage", "阶段", stage(opening.stage())));
    }
    parties.leader().ifPresent(leader -> lines.add(new Line("Bidder", "投标人", named(leader))));
    if (!parties.members().isEmpty()) {
      lines.add(new Line("Consortium with", "联合体成员", String.join(", ", parties.members())));
    }
    lines.add(new Line("Tender", "招标项目", opening.tenderId()));
    lines.add(new Line("File", "文件", part.fileName()));
    lines.add(new Line("Size (bytes)", "大小(字节)", Long.toString(part.size())));
    lines.add(new Line("Deadline", "投标截止时间", opening.deadline().toString()));
    lines.add(new Line("Opening", "开标时间", opening.opensAt().toString()));
    if (part.sealing() == Sealing.SERVER) {
      lines.add(new Line("Sealed by", "加密方", "SERVER"));
    }
    if (envelope instanceof Closed closed) {
      lines.add(new Line("Short code", "校验码", closed.seal().description().shortCode()));
    }
    return lines;
  }

  /// Whoever acts for entities of several kinds sees for which of them; the kind comes from the
  /// credit code, nobody chooses it.
  private static String named(EnterpriseView bidder) {
    return switch (bidder.kind()) {
      case MARKET, OTHER -> bidder.name();
      case INSTITUTION -> bidder.name() + " (机关或事业单位 INSTITUTION)";
      case ASSOCIATION -> bidder.name() + " (社会组织 ASSOCIATION)";
    };
  }

  private static String stage(Opening.Stage stage) {
    return switch (stage) {
      case WHOLE -> "整体 WHOLE";
      case QUALIFICATION -> "资格标 QUALIFICATION";
      case TECHNICAL -> "技术标 TECHNICAL";
      case PRICE -> "商务标 PRICE";
    };
  }
}
