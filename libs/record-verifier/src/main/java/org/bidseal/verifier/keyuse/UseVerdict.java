package org.bidseal.verifier.keyuse;

import static org.bidseal.verifier.finding.Finding.plain;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bidseal.verifier.Document;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Finding;
import org.bidseal.verifier.finding.Finding.Place;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.finding.Language;
import org.bidseal.verifier.json.MalformedException;
import org.bidseal.verifier.json.Part;

/// What came of checking a proof of a key's use.
public final class UseVerdict {
  private final Findings findings;
  private final Optional<UseProof> proof;

  private UseVerdict(Findings findings, Optional<UseProof> proof) {
    this.findings = findings;
    this.proof = proof;
  }

  /// Checks a proof by itself.
  ///
  /// @param file its bytes
  /// @param trusted the anchors to which its certificates must lead; none: its own roots are used
  ///   and shown
  public static UseVerdict of(byte[] file, List<X509Certificate> trusted) {
    Findings findings = new Findings();
    Optional<UseProof> proof =
        Document.read(file, "proof", UseProof.FORMAT, findings)
            .flatMap(part -> checked(part, trusted, findings));
    return new UseVerdict(findings, proof);
  }

  private static Optional<UseProof> checked(
      Part part, List<X509Certificate> trusted, Findings findings) {
    try {
      return Optional.of(UseProof.check(part, trusted, findings));
    } catch (MalformedException e) {
      findings.fault(new Place.Document(), Fault.MALFORMED, e.getMessage());
      return Optional.empty();
    }
  }

  /// Checks it beside another one too.
  public void checkBeside(UseVerdict other) {
    proof.ifPresent(mine -> other.proof.ifPresent(theirs -> mine.checkBeside(theirs, findings)));
  }

  /// Whether nothing is wrong.
  public boolean isGood() {
    return findings.faults().isEmpty();
  }

  /// What is wrong, a line each.
  public List<String> faults(Language language) {
    return findings.faults().stream().map(finding -> finding.text(language)).toList();
  }

  /// All of it, for people.
  public String report(Language language) {
    List<String> lines = new ArrayList<>();
    proof.ifPresent(found -> lines.addAll(story(found, language)));
    list(lines, language.choose("Notes", "说明"), findings.notices(), language);
    list(lines, language.choose("Wrong", "错误"), findings.faults(), language);
    lines.add(conclusion(language));
    return String.join("\n", lines) + "\n";
  }

  private String conclusion(Language language) {
    if (!isGood()) {
      return language.choose("The proof is NOT to be trusted.", "该证明不可信。");
    }
    return proof.filter(UseProof::anchored).isPresent()
        ? language.choose("The use is in the signed tree.", "该次使用在签名存证树中。")
        : language.choose(
            "The use is in the signed tree, if its root is the one that you know.",
            "若根证书与您所知的一致，则该次使用在签名存证树中。");
  }

  private static List<String> story(UseProof proof, Language language) {
    Part use = proof.chain().use();
    List<String> lines = new ArrayList<>();
    lines.add(language.choose("Key       ", "密钥　　") + " " + proof.chain().keyId());
    lines.add(
        language.choose("Use       ", "使用　　")
            + " "
            + Stream.of("sequence", "operation", "outcome", "purpose", "reference")
                .flatMap(name -> value(use, name))
                .collect(Collectors.joining(" ")));
    lines.add(language.choose("Time      ", "时间　　") + " " + proof.chain().time());
    row(lines, use, "personId", language.choose("Person    ", "人员　　"));
    row(lines, use, "deviceId", language.choose("Device    ", "设备　　"));
    row(lines, use, "sessionId", language.choose("Session   ", "会话　　"));
    lines.add(
        language.choose("Tree      ", "存证树　") + " " + proof.number() + ", " + proof.tree().at());
    lines.add(language.choose("Signed by ", "签名者　") + " " + plain(proof.tree().signer()));
    proof
        .tree()
        .timestamp()
        .ifPresent(at -> lines.add(language.choose("Timestamp ", "时间戳　") + " " + at));
    proof
        .roots()
        .forEach(root -> lines.add(language.choose("Root      ", "根证书　") + " " + plain(root)));
    lines.add("");
    return lines;
  }

  private static void row(List<String> lines, Part use, String member, String title) {
    value(use, member).forEach(value -> lines.add(title + " " + value));
  }

  private static Stream<String> value(Part use, String member) {
    if (!use.has(member)) {
      return Stream.empty();
    }
    return Stream.of(
        member.equals("sequence") ? Long.toString(use.whole(member)) : plain(use.text(member)));
  }

  private static void list(
      List<String> lines, String title, List<Finding> findings, Language language) {
    if (!findings.isEmpty()) {
      lines.add(title);
      findings.forEach(finding -> lines.add("  " + plain(finding.text(language))));
      lines.add("");
    }
  }
}
