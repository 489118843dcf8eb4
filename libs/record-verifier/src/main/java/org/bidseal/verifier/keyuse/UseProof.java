package org.bidseal.verifier.keyuse;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.verifier.Document;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Finding.Place;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.json.Part;
import org.bidseal.verifier.trust.Authorities;
import org.bidseal.verifier.trust.SignedStatement;
import org.bidseal.verifier.trust.Timestamps;

/// A proof that a use is in a signed tree, checked (docs/key-audit.md, "Checks").
///
/// @param roots the trust anchors in which certificate paths ended
record UseProof(ProvenChain chain, SignedStatement tree, Set<String> roots, boolean anchored) {
  static final String FORMAT = "bidseal-key-use-proof-v1";
  private static final String TREE = "bidseal-key-audit-tree-v1";
  private static final Place HERE = new Place.Tree();

  static UseProof check(Part file, List<X509Certificate> trusted, Findings findings) {
    Authorities authorities = new Authorities(trusted, Document.certificates(file), findings);
    ProvenChain chain = ProvenChain.check(file.part("use"), file.part("chain"), findings);
    SignedStatement tree =
        SignedStatement.check(
            file.part("tree"),
            "madeAt",
            HERE,
            Fault.TREE_SIGNATURE_WRONG,
            authorities,
            new Timestamps(authorities, findings),
            findings);
    Part statement = tree.statement();
    if (!statement.text("type").equals(TREE)) {
      findings.fault(HERE, Fault.OTHER_FORMAT, statement.text("type"));
    }
    Part inclusion = file.part("inclusion");
    if (!Inclusion.leads(
        chain.leaf(),
        inclusion.whole("position"),
        statement.whole("keys"),
        ProvenChain.hashes(inclusion, "path"),
        statement.hash("root"))) {
      findings.fault(chain.place(), Fault.NOT_IN_TREE);
    }
    if (tree.at().isBefore(chain.time())) {
      findings.fault(HERE, Fault.TREE_BEFORE_USE, tree.at());
    }
    if (!authorities.isAnchored()) {
      findings.notice(
          new Place.Document(), Fault.NOT_ANCHORED, String.join("; ", authorities.roots()));
    }
    return new UseProof(chain, tree, authorities.roots(), authorities.isAnchored());
  }

  /// What two files say of the same key and the same trees must agree: a chain never loses or
  /// changes a use, and there is one tree of each number.
  void checkBeside(UseProof other, Findings findings) {
    if (chain.keyId().equals(other.chain.keyId())) {
      chain.heads().entrySet().stream()
          .filter(head -> other.chain.heads().containsKey(head.getKey()))
          .filter(head -> !other.chain.heads().containsValue(head.getValue()))
          .findFirst()
          .ifPresent(head -> findings.fault(chain.place(), Fault.CHAIN_REPLACED, head.getKey()));
    }
    if (number() == other.number() && !root().equals(other.root())) {
      findings.fault(HERE, Fault.TREE_REPLACED, number());
    }
    if (number() == other.number() + 1
        && !other.root().equals(tree.statement().hash("previousRoot"))) {
      findings.fault(HERE, Fault.TREE_NOT_LINKED, number());
    }
  }

  long number() {
    return tree.statement().whole("number");
  }

  private Sm3Hash root() {
    return tree.statement().hash("root");
  }
}
