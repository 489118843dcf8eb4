package org.bidseal.escrow.notice;

import jakarta.validation.constraints.Min;

/// A device has shown the notices up to this number. A mark never goes back.
record NoticeMark(@Min(0) long readUpTo) {}
