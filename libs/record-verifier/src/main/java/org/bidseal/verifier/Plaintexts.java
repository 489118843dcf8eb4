package org.bidseal.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.bidseal.smcrypto.evidence.SegmentTree;
import org.bidseal.smcrypto.evidence.TreeKey;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Finding.Place;
import org.bidseal.verifier.finding.Findings;
import org.jspecify.annotations.Nullable;

/// Compares files with what was sealed: the tree root of the receipt is that of the file under the
/// tree key that the record made public (docs/bid-envelope.md).
final class Plaintexts {
  private static final int SEGMENT = 1 << 20;

  private Plaintexts() {}

  static void check(Map<UUID, Path> files, Map<UUID, Bid> bids, Findings findings)
      throws IOException {
    for (var file : files.entrySet()) {
      check(file.getKey(), file.getValue(), bids.get(file.getKey()), findings);
    }
  }

  private static void check(UUID envelopeId, Path file, @Nullable Bid bid, Findings findings)
      throws IOException {
    Place place = new Place.Plaintext(envelopeId.toString());
    if (bid == null) {
      findings.fault(place, Fault.PLAINTEXT_OF_UNKNOWN_BID, envelopeId);
    } else if (bid.treeKeyHex() == null) {
      findings.fault(place, Fault.PLAINTEXT_NOT_OPENED);
    } else if (Files.size(file) != bid.sealed().plaintextSize()) {
      findings.fault(
          place,
          Fault.PLAINTEXT_DIFFERS,
          Files.size(file) + " / " + bid.sealed().plaintextSize() + " bytes");
    } else if (!rootIsThatOf(file, bid)) {
      findings.fault(place, Fault.PLAINTEXT_DIFFERS, bid.sealed().treeRoot().hex());
    }
  }

  private static boolean rootIsThatOf(Path file, Bid bid) throws IOException {
    SegmentTree tree = new SegmentTree();
    try (TreeKey key = bid.treeKey();
        InputStream in = Files.newInputStream(file)) {
      byte[] segment = new byte[SEGMENT];
      int length = in.readNBytes(segment, 0, SEGMENT);
      do {
        tree.add(SegmentTree.leaf(key, segment, 0, length));
        length = in.readNBytes(segment, 0, SEGMENT);
      } while (length > 0);
    }
    return tree.root().equals(bid.sealed().treeRoot());
  }
}
