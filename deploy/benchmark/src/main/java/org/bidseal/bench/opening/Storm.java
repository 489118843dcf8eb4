package org.bidseal.bench.opening;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.bidseal.bench.stage.Bidder;
import org.bidseal.bench.stage.SealedBid;
import org.bidseal.bench.stage.Together;
import org.bidseal.demo.platform.Desk;
import org.bidseal.phone.http.Patience;

/// Every phone scans, confirms and hands its file key over, all at once.
final class Storm {
  private final Desk desk;
  private final Patience patience;
  private final ConcurrentLinkedQueue<Duration> taken = new ConcurrentLinkedQueue<>();

  Storm(Desk desk, Patience patience) {
    this.desk = desk;
    this.patience = patience;
  }

  /// Returns when the last key was accepted, after so long.
  Duration confirm(List<SealedBid> bids) {
    long begin = System.nanoTime();
    Together.run(bids.stream().<Supplier<UUID>>map(bid -> () -> confirm(bid)).toList());
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private UUID confirm(SealedBid bid) {
    Bidder bidder = bid.bidder();
    bidder.hand().lock();
    try {
      long begin = System.nanoTime();
      UUID session = desk.showDecryption(bid.envelopeId());
      patience.whileRefused(
          Set.of("code-expired"), () -> bidder.phone().sessions().scan(desk.code(session)));
      bidder.phone().sessions().confirm(session);
      UUID job =
          bidder
              .phone()
              .bids()
              .open(bid.envelopeId(), session, bidder.encryptionKey(), bidder.pin());
      taken.add(Duration.ofNanos(System.nanoTime() - begin));
      return job;
    } finally {
      bidder.hand().unlock();
    }
  }

  /// How long single bids took from the page's code to the accepted key, in any order.
  List<Duration> taken() {
    return List.copyOf(taken);
  }
}
