package org.bidseal.signing.pdf;

import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.bidseal.signing.pdf.PdfRejectedException.Reason;

/// A page as displayed (crop box, turned by Rotate, ISO 32000-1 §7.7.3.3), in millimetres.
///
/// @param crop the visible part, in user space
/// @param rotation 0, 90, 180 or 270 degrees clockwise
/// @param unitsPerMm user space units in a millimetre
record PageGeometry(PDPage page, PDRectangle crop, int rotation, double unitsPerMm) {
  private static final double POINTS_PER_MM = 72 / 25.4;
  private static final double TOLERANCE = 0.5;

  static PageGeometry of(PDDocument document, int number) {
    if (number < 1 || number > document.getNumberOfPages()) {
      throw new PdfRejectedException(
          Reason.PLACEMENT_OFF_PAGE, "the document has no page " + number);
    }
    PDPage page = document.getPage(number - 1);
    float userUnit = page.getCOSObject().getFloat(COSName.getPDFName("UserUnit"), 1);
    int rotation = Math.floorMod(page.getRotation(), 360);
    return new PageGeometry(
        page, page.getCropBox(), rotation, POINTS_PER_MM / (userUnit > 0 ? userUnit : 1));
  }

  /// The rectangle in user space of a picture placed on the displayed page.
  ///
  /// @throws PdfRejectedException if it is not wholly on the page
  PDRectangle place(Placement placement, double widthMm, double heightMm) {
    double w = widthMm * unitsPerMm;
    double h = heightMm * unitsPerMm;
    double x = placement.xMm() * unitsPerMm;
    double y = placement.yMm() * unitsPerMm;
    boolean sideways = rotation % 180 == 90;
    double shownWidth = sideways ? crop.getHeight() : crop.getWidth();
    double shownHeight = sideways ? crop.getWidth() : crop.getHeight();
    if (!(x >= 0
        && y >= 0
        && x + w <= shownWidth + TOLERANCE
        && y + h <= shownHeight + TOLERANCE)) {
      throw new PdfRejectedException(
          Reason.PLACEMENT_OFF_PAGE,
          "a seal of %.0f × %.0f mm at (%.1f, %.1f) is not on page %d"
              .formatted(widthMm, heightMm, placement.xMm(), placement.yMm(), placement.page()));
    }
    double left = crop.getLowerLeftX();
    double bottom = crop.getLowerLeftY();
    return switch (rotation) {
      case 90 -> rectangle(left + y, bottom + x, h, w);
      case 180 -> rectangle(crop.getUpperRightX() - x - w, bottom + y, w, h);
      case 270 -> rectangle(crop.getUpperRightX() - y - h, crop.getUpperRightY() - x - w, h, w);
      default -> rectangle(left + x, crop.getUpperRightY() - y - h, w, h);
    };
  }

  private static PDRectangle rectangle(double x, double y, double width, double height) {
    return new PDRectangle((float) x, (float) y, (float) width, (float) height);
  }
}
