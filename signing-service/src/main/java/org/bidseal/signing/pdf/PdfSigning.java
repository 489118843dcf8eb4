package org.bidseal.signing.pdf;

import java.awt.geom.AffineTransform;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.GregorianCalendar;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationRubberStamp;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.ExternalSigningSupport;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.bidseal.signing.Bytes;
import org.bidseal.signing.pdf.PdfRejectedException.Reason;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Sm3Stream;

/// Signs a PDF in two steps: [#prepare] appends an increment with an empty signature, [#embed]
/// fills it. The original file is a prefix of the result, so every earlier signature stays intact.
///
/// A signature field has one widget (Acrobat rejects more), which shows the seal at the first
/// placement; further placements are locked stamp annotations in the same signed increment.
///
/// SubFilter is `adbe.pkcs7.detached` (ISO 32000-1 §12.8.3.3.1): the CMS carries signingTime, which
/// `ETSI.CAdES.detached` forbids (EN 319 142-1 §6.3), and Chinese validators expect it.
public final class PdfSigning {
  /// Bytes kept free for the CMS: signature, certificates of signer and chain, and timestamp token
  /// take 4 to 9 KiB.
  public static final int RESERVED_BYTES = 24 * 1024;

  private static final int LOCKED_AND_PRINTED = 4 | 128 | 512;

  private PdfSigning() {}

  /// What goes into the signature dictionary besides the signature.
  ///
  /// @param signer name of the signer, entry Name
  /// @param reason why it is signed, entry Reason
  /// @param time the signer's claimed time, entry M
  public record Claim(String signer, String reason, Instant time) {}

  /// Appends the increment.
  ///
  /// @param source the document to sign, left alone
  /// @param target a file to create
  /// @param placements where the seal is shown, at least one
  /// @throws PdfRejectedException if the document, a placement or the picture does not do
  public static PreparedPdf prepare(
      Path source, Path target, SealImage seal, List<Placement> placements, Claim claim) {
    try (PDDocument document = PdfFile.openToSign(source);
        SignatureOptions options = new SignatureOptions()) {
      document.setDocumentId(claim.time().toEpochMilli());
      PDSignature signature = signature(claim);
      options.setPreferredSignatureSize(RESERVED_BYTES);
      options.setPage(placements.getFirst().page() - 1);
      PageGeometry first = PageGeometry.of(document, placements.getFirst().page());
      document.addSignature(signature, options);
      PDImageXObject image = LosslessFactory.createFromImage(document, seal.decode());
      showInWidget(
          widgetOf(document, signature), first, placements.getFirst(), seal, document, image);
      for (Placement further : placements.subList(1, placements.size())) {
        stamp(document, further, seal, image);
      }
      save(document, target);
      ByteRange range = ByteRange.of(numbers(signature.getByteRange()));
      Sm3Stream digest = new Sm3Stream();
      range.feed(target, digest::update);
      return new PreparedPdf(range, digest.finish());
    } catch (IOException e) {
      throw new PdfRejectedException(Reason.DAMAGED, "the document cannot be signed", e);
    }
  }

  /// Writes the CMS into a copy of the prepared document; the copy appears whole or not at all.
  ///
  /// @throws IllegalArgumentException if the CMS is longer than the space kept for it
  public static void embed(Path prepared, ByteRange range, Bytes cms, Path target)
      throws IOException {
    byte[] digits = Hex.encode(cms.toArray()).getBytes(StandardCharsets.US_ASCII);
    if (digits.length > range.contentsDigits()) {
      throw new IllegalArgumentException("the signature does not fit the space kept for it");
    }
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try {
      Files.copy(prepared, partial, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(digits);
        long position = range.contentsStart();
        while (buffer.hasRemaining()) {
          position += channel.write(buffer, position);
        }
        channel.force(true);
      }
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static PDSignature signature(Claim claim) {
    PDSignature signature = new PDSignature();
    signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
    signature.setSubFilter(PDSignature.SUBFILTER_ADBE_PKCS7_DETACHED);
    signature.setName(claim.signer());
    signature.setReason(claim.reason());
    signature.setSignDate(
        GregorianCalendar.from(ZonedDateTime.ofInstant(claim.time(), ZoneOffset.UTC)));
    return signature;
  }

  private static PDAnnotationWidget widgetOf(PDDocument document, PDSignature signature)
      throws IOException {
    for (PDSignatureField field : document.getSignatureFields()) {
      PDSignature value = field.getSignature();
      if (value != null && value.getCOSObject().equals(signature.getCOSObject())) {
        return field.getWidgets().getFirst();
      }
    }
    throw new IOException("the signature field was not added");
  }

  private static void showInWidget(
      PDAnnotationWidget widget,
      PageGeometry page,
      Placement placement,
      SealImage seal,
      PDDocument document,
      PDImageXObject image)
      throws IOException {
    widget.setRectangle(page.place(placement, seal.widthMm(), seal.heightMm()));
    widget.setPage(page.page());
    widget.getCOSObject().setInt(COSName.F, LOCKED_AND_PRINTED);
    widget.setAppearance(appearance(document, image, page, seal));
    widget.getCOSObject().setNeedToBeUpdated(true);
  }

  private static void stamp(
      PDDocument document, Placement placement, SealImage seal, PDImageXObject image)
      throws IOException {
    PageGeometry geometry = PageGeometry.of(document, placement.page());
    PDPage page = geometry.page();
    PDAnnotationRubberStamp stamp = new PDAnnotationRubberStamp();
    stamp.setRectangle(geometry.place(placement, seal.widthMm(), seal.heightMm()));
    stamp.setPage(page);
    stamp.getCOSObject().setInt(COSName.F, LOCKED_AND_PRINTED);
    stamp.setAppearance(appearance(document, image, geometry, seal));
    List<PDAnnotation> annotations = page.getAnnotations();
    annotations.add(stamp);
    page.setAnnotations(annotations);
    page.getCOSObject().setNeedToBeUpdated(true);
    page.getCOSObject().getCOSArray(COSName.ANNOTS).setNeedToBeUpdated(true);
    stamp.getCOSObject().setNeedToBeUpdated(true);
  }

  /// The picture upright on the displayed page: the form is turned against the page's rotation, and
  /// the viewer fits the turned box into the rectangle (ISO 32000-1 §12.5.5, algorithm 8.1).
  private static PDAppearanceDictionary appearance(
      PDDocument document, PDImageXObject image, PageGeometry page, SealImage seal)
      throws IOException {
    float width = (float) (seal.widthMm() * page.unitsPerMm());
    float height = (float) (seal.heightMm() * page.unitsPerMm());
    PDFormXObject form = new PDFormXObject(document);
    form.setResources(new PDResources());
    form.setFormType(1);
    form.setBBox(new PDRectangle(width, height));
    form.setMatrix(AffineTransform.getQuadrantRotateInstance(page.rotation() / 90));
    PDAppearanceStream stream = new PDAppearanceStream(form.getCOSObject());
    try (PDPageContentStream content = new PDPageContentStream(document, stream)) {
      content.drawImage(image, 0, 0, width, height);
    }
    PDAppearanceDictionary appearance = new PDAppearanceDictionary();
    appearance.setNormalAppearance(stream);
    return appearance;
  }

  private static void save(PDDocument document, Path target) throws IOException {
    try (OutputStream output =
        new BufferedOutputStream(
            Files.newOutputStream(target, StandardOpenOption.CREATE_NEW), 1 << 16)) {
      ExternalSigningSupport external = document.saveIncrementalForExternalSigning(output);
      // Writes the file with an empty string of the reserved length; the real one comes in embed.
      external.setSignature(new byte[0]);
    }
  }

  private static List<Long> numbers(int[] range) {
    return Arrays.stream(range).mapToLong(n -> n).boxed().toList();
  }
}
