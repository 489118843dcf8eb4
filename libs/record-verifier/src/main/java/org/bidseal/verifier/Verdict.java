package org.bidseal.verifier;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bidseal.verifier.Chain.Entry;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.finding.Language;

/// What came of checking a record.
public final class Verdict {
  private final Findings findings;
  private final List<Entry> entries;
  private final Optional<Story> story;

  Verdict(Findings findings, List<Entry> entries, Optional<Story> story) {
    this.findings = findings;
    this.entries = entries;
    this.story = story;
  }

  /// What can be told of a record that could be read.
  record Story(Head.Facts head, History history, Set<String> roots, boolean anchored) {}

  /// Whether nothing is wrong.
  public boolean isGood() {
    return findings.faults().isEmpty();
  }

  /// Whether its certificates lead to trust anchors that were handed in, and not only to its own.
  public boolean isAnchored() {
    return story.filter(Story::anchored).isPresent();
  }

  /// What is wrong, a line each, naming the entry.
  public List<String> faults(Language language) {
    return findings.faults().stream().map(finding -> finding.text(language)).toList();
  }

  /// What the reader should know besides.
  public List<String> notices(Language language) {
    return findings.notices().stream().map(finding -> finding.text(language)).toList();
  }

  /// All of it, for people.
  public String report(Language language) {
    return new Report(language).of(this);
  }

  List<Entry> entries() {
    return entries;
  }

  Optional<Story> story() {
    return story;
  }
}
