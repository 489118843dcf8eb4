package org.bidseal.signing.pdf;

/// Where a seal's picture goes: its top left corner, seen on the page as displayed.
///
/// @param page number of the page, from 1
/// @param xMm millimetres from the left edge of the displayed page
/// @param yMm millimetres from the top edge of the displayed page
public record Placement(int page, double xMm, double yMm) {}
