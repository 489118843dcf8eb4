package org.bidseal.signing.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.bidseal.signing.pdf.PdfRejectedException.Reason;

/// Opening of PDF files within limits: the file stays on disk and scratch data go to a bounded
/// temporary file, so that memory does not grow with the document.
public final class PdfFile {
  /// Most pages of a document to sign.
  public static final int MAX_PAGES = 5_000;

  private static final byte[] MAGIC = "%PDF-".getBytes(StandardCharsets.US_ASCII);
  private static final long SCRATCH_BYTES = 1L << 30;

  private PdfFile() {}

  /// Looks at the magic bytes; the header must be the file's very first bytes, since a signature's
  /// byte range counts from there (ISO 32000-1 §7.5.2).
  public static boolean looksLikePdf(byte[] start) {
    return start.length >= MAGIC.length
        && Arrays.equals(MAGIC, 0, MAGIC.length, start, 0, MAGIC.length);
  }

  /// Checks that a document can be signed and counts its pages.
  ///
  /// @throws PdfRejectedException with the reason
  public static int inspect(Path file) {
    try (PDDocument document = openToSign(file)) {
      int pages = document.getNumberOfPages();
      if (pages < 1) {
        throw new PdfRejectedException(Reason.DAMAGED, "the document has no page");
      }
      if (pages > MAX_PAGES) {
        throw new PdfRejectedException(
            Reason.TOO_MANY_PAGES, "the document has more than " + MAX_PAGES + " pages");
      }
      return pages;
    } catch (IOException e) {
      throw new PdfRejectedException(Reason.DAMAGED, "the document cannot be closed", e);
    }
  }

  /// Checks that seals of this size lie on the pages at the placements.
  ///
  /// @param sizeMm width and height of the seal, in millimetres
  /// @throws PdfRejectedException with the reason
  public static void checkPlacements(Path file, List<Placement> placements, double sizeMm) {
    try (PDDocument document = openToSign(file)) {
      for (Placement placement : placements) {
        PageGeometry.of(document, placement.page()).place(placement, sizeMm, sizeMm);
      }
    } catch (IOException e) {
      throw new PdfRejectedException(Reason.DAMAGED, "the document cannot be read", e);
    }
  }

  /// Opens any document, with the empty password where it asks for one.
  ///
  /// @throws IOException if it cannot be parsed
  public static PDDocument open(Path file) throws IOException {
    ScratchGuard.check(file);
    RandomAccessReadBufferedFile source = new RandomAccessReadBufferedFile(file.toFile());
    try {
      return Loader.loadPDF(source, "", null, null, scratch());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      source.close();
      throw new IOException("not a PDF that can be parsed: " + e.getMessage(), e);
    }
  }

  /// Where parsers put what they decode: a temporary file of at most 1 GiB.
  public static StreamCacheCreateFunction scratch() {
    return MemoryUsageSetting.setupTempFileOnly(SCRATCH_BYTES).streamCache;
  }

  static PDDocument openToSign(Path file) {
    try {
      requireMagic(file);
      PDDocument document = open(file);
      try {
        requireSignable(document);
      } catch (RuntimeException e) {
        document.close();
        throw e;
      }
      return document;
    } catch (IOException e) {
      throw new PdfRejectedException(Reason.DAMAGED, "the document cannot be parsed", e);
    }
  }

  private static void requireMagic(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      if (!looksLikePdf(input.readNBytes(MAGIC.length))) {
        throw new PdfRejectedException(Reason.NOT_A_PDF, "the file does not start with %PDF-");
      }
    }
  }

  private static void requireSignable(PDDocument document) {
    if (document.isEncrypted()) {
      throw new PdfRejectedException(Reason.ENCRYPTED, "the document is encrypted");
    }
    if (certifiedAgainstChanges(document)) {
      throw new PdfRejectedException(
          Reason.CHANGES_FORBIDDEN, "an earlier signature permits no further change");
    }
  }

  /// ISO 32000-1 §12.8.2.2: the catalog's Perms refer to the certification signature, whose DocMDP
  /// transform parameters say what may follow; P 1 is nothing at all, and 2 is assumed if absent.
  private static boolean certifiedAgainstChanges(PDDocument document) {
    COSDictionary perms =
        document.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.PERMS);
    COSDictionary signature = perms == null ? null : perms.getCOSDictionary(COSName.DOCMDP);
    COSArray references =
        signature == null ? null : signature.getCOSArray(COSName.getPDFName("Reference"));
    if (references == null) {
      return false;
    }
    for (int i = 0; i < references.size(); i++) {
      if (references.getObject(i) instanceof COSDictionary reference && permitsNothing(reference)) {
        return true;
      }
    }
    return false;
  }

  private static boolean permitsNothing(COSDictionary reference) {
    COSDictionary parameters = reference.getCOSDictionary(COSName.getPDFName("TransformParams"));
    return parameters != null && parameters.getInt(COSName.P, 2) == 1;
  }
}
