package org.bidseal.acceptance;

import org.bidseal.demo.chapter.Bidding;
import org.bidseal.demo.platform.Desk;

/// An enterprise that can seal bids: its encryption key is backed up.
public record Bidder(Desk desk, Bidding bidding) {}
