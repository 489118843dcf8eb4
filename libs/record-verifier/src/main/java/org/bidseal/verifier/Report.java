package org.bidseal.verifier;

import static org.bidseal.verifier.finding.Finding.plain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.bidseal.verifier.Chain.Entry;
import org.bidseal.verifier.finding.Language;

/// A verdict as a page of text. Texts from the record lose their control characters: a terminal
/// obeys some.
final class Report {
  private final Language language;
  private final List<String> lines = new ArrayList<>();

  Report(Language language) {
    this.language = language;
  }

  String of(Verdict verdict) {
    verdict.story().ifPresent(story -> head(story, verdict.entries()));
    verdict.story().ifPresent(story -> bids(story.history()));
    list("Notes", "说明", verdict.notices(language));
    list("Wrong", "错误", verdict.faults(language));
    lines.add(conclusion(verdict));
    return String.join("\n", lines) + "\n";
  }

  private String conclusion(Verdict verdict) {
    if (!verdict.isGood()) {
      return language.choose("The record is NOT to be trusted.", "开标记录不可信。");
    }
    return verdict.isAnchored()
        ? language.choose("The record is whole and genuine.", "开标记录完整、真实。")
        : language.choose(
            "The record is whole; it is genuine if its root is the one that you know.",
            "开标记录完整；若根证书与您所知的一致，则为真实。");
  }

  private void head(Verdict.Story story, List<Entry> entries) {
    lines.add(language.choose("Opening   ", "开标　　") + " " + plain(story.history().title()));
    lines.add(language.choose("Deadline  ", "截止时间") + " " + story.history().deadline());
    lines.add(language.choose("Opened    ", "开标时间") + " " + story.history().opensAt());
    lines.add(language.choose("Recorded  ", "记录时间") + " " + story.head().recordedAt());
    lines.add(language.choose("Signed by ", "签名者　") + " " + plain(story.head().signer()));
    story
        .head()
        .timestamp()
        .ifPresent(at -> lines.add(language.choose("Timestamp ", "时间戳　") + " " + at));
    story
        .roots()
        .forEach(root -> lines.add(language.choose("Root      ", "根证书　") + " " + plain(root)));
    lines.add("");
    for (Entry entry : entries) {
      String bid = entry.payload().has("envelopeId") ? entry.payload().text("envelopeId") : "";
      lines.add(
          "%6d  %-24s  %-20s  %s"
              .formatted(entry.sequence(), seconds(entry.time()), plain(entry.kind()), plain(bid))
              .stripTrailing());
    }
    lines.add("");
  }

  private void bids(History history) {
    for (Bid bid : history.bids().values()) {
      lines.add(
          "%s  %-10s  %s %s  %d %s  %s"
              .formatted(
                  bid.envelopeId(),
                  plain(bid.state()),
                  language.choose("sealed", "加密于"),
                  seconds(bid.sealed().sealedAt()),
                  bid.sealed().plaintextSize(),
                  language.choose("bytes", "字节"),
                  plain(bid.sealed().bidder())));
    }
    if (!history.bids().isEmpty()) {
      lines.add("");
    }
  }

  private void list(String english, String chinese, List<String> findings) {
    if (!findings.isEmpty()) {
      lines.add(language.choose(english, chinese));
      findings.forEach(finding -> lines.add("  " + plain(finding)));
      lines.add("");
    }
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
