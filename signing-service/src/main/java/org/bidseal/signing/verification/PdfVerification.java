package org.bidseal.signing.verification;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.bidseal.signing.pdf.ByteRange;
import org.bidseal.signing.pdf.PdfFile;
import org.bidseal.signing.trust.Trust;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.jspecify.annotations.Nullable;

/// Verifies every signature of a PDF. Bounded against hostile files: see [PdfFile] for memory, and
/// at most 100 signatures of at most 1 MiB each are looked at.
public final class PdfVerification {
  private static final int MAX_SIGNATURES = 100;
  private static final int MAX_CONTENTS = 1 << 20;
  private static final Set<String> CMS_KINDS = Set.of("adbe.pkcs7.detached", "ETSI.CAdES.detached");
  private static final String TIMESTAMP_KIND = "ETSI.RFC3161";

  private final Path file;
  private final long length;
  private final Trust trust;
  private final ChainCheck chains;
  private final TimestampCheck timestamps;
  private final Instant now;

  private PdfVerification(Path file, long length, Trust trust, Instant now) {
    this.file = file;
    this.length = length;
    this.trust = trust;
    this.chains = new ChainCheck(trust);
    this.timestamps = new TimestampCheck(chains);
    this.now = now;
  }

  /// Verifies.
  ///
  /// @param now the time that counts for a signature without a timestamp
  /// @return one verdict per signature field with a value, in the order of the form; none if the
  ///   document is not signed
  /// @throws IOException if the file is no PDF that can be parsed within the limits
  public static List<SignatureVerdict> run(Path file, Trust trust, Instant now) throws IOException {
    PdfVerification verification = new PdfVerification(file, Files.size(file), trust, now);
    try (PDDocument document = PdfFile.open(file)) {
      return verification.all(document);
    } catch (RuntimeException | StackOverflowError hostile) {
      throw new IOException("the document's structure cannot be read", hostile);
    }
  }

  private List<SignatureVerdict> all(PDDocument document) throws IOException {
    List<SignatureVerdict> verdicts = new ArrayList<>();
    for (PDSignatureField field : document.getSignatureFields()) {
      COSDictionary value = field.getCOSObject().getCOSDictionary(COSName.V);
      if (value == null) {
        continue;
      }
      if (verdicts.size() == MAX_SIGNATURES) {
        throw new IOException("more than " + MAX_SIGNATURES + " signatures");
      }
      verdicts.add(one(document, String.valueOf(field.getFullyQualifiedName()), value));
    }
    return verdicts;
  }

  private SignatureVerdict one(PDDocument document, String name, COSDictionary value)
      throws IOException {
    byte[] contents = contents(value);
    ByteRange range = range(value, contents);
    if (contents == null || range == null) {
      return broken(name, Finding.BYTE_RANGE_INVALID);
    }
    String kind = String.valueOf(value.getNameAsString(COSName.SUB_FILTER));
    if (kind.equals(TIMESTAMP_KIND)) {
      return documentTimestamp(document, name, contents, range);
    }
    if (!CMS_KINDS.contains(kind)) {
      return broken(name, Finding.SUBFILTER_UNSUPPORTED);
    }
    CmsOutcome cms = CmsCheck.run(contents, sink -> range.feed(file, sink));
    Set<Finding> findings = EnumSet.noneOf(Finding.class);
    findings.addAll(cms.findings());
    TimestampCheck.Outcome timestamp = timestamp(cms, findings);
    boolean chainValid = chainValid(cms, trustedTime(timestamp), findings);
    boolean whole = coverage(document, range, findings);
    return new SignatureVerdict(
        name,
        cms.intact(),
        cms.signer() == null ? null : cms.signer().getSubjectX500Principal().getName(),
        cms.signer() == null ? null : cms.signer().getSerialNumber().toString(16),
        cms.signingTime(),
        cms.digestAlgorithm(),
        cms.signatureAlgorithm(),
        whole,
        chainValid,
        timestamp == null ? null : timestamp.verdict(),
        findings);
  }

  private SignatureVerdict documentTimestamp(
      PDDocument document, String name, byte[] contents, ByteRange range) throws IOException {
    TimestampCheck.Outcome outcome = timestamps.check(contents, sink -> range.feed(file, sink));
    Set<Finding> findings = EnumSet.noneOf(Finding.class);
    note(outcome, findings);
    if (!findings.isEmpty() && outcome.intact()) {
      findings.add(Finding.CHAIN_UNTRUSTED);
    }
    boolean whole = coverage(document, range, findings);
    var verdict = outcome.verdict();
    return new SignatureVerdict(
        name,
        outcome.intact(),
        outcome.authority() == null
            ? null
            : outcome.authority().getSubjectX500Principal().getName(),
        outcome.authority() == null ? null : outcome.authority().getSerialNumber().toString(16),
        verdict == null ? null : verdict.time(),
        null,
        null,
        whole,
        verdict != null && verdict.valid(),
        verdict,
        findings);
  }

  private TimestampCheck.@Nullable Outcome timestamp(CmsOutcome cms, Set<Finding> findings)
      throws IOException {
    if (cms.token() == null || cms.signature() == null) {
      return null;
    }
    byte[] signature = cms.signature().toArray();
    TimestampCheck.Outcome outcome =
        timestamps.check(
            cms.token().toArray(), sink -> sink.accept(signature, 0, signature.length));
    note(outcome, findings);
    return outcome;
  }

  private static void note(TimestampCheck.Outcome outcome, Set<Finding> findings) {
    if (!outcome.intact()) {
      findings.add(Finding.TIMESTAMP_WRONG);
    } else if (outcome.verdict() == null || !outcome.verdict().valid()) {
      findings.add(Finding.TIMESTAMP_UNTRUSTED);
    }
  }

  private Instant trustedTime(TimestampCheck.@Nullable Outcome timestamp) {
    return timestamp != null && timestamp.verdict() != null && timestamp.verdict().valid()
        ? timestamp.verdict().time()
        : now;
  }

  private boolean chainValid(CmsOutcome cms, Instant at, Set<Finding> findings) {
    if (cms.signer() == null) {
      return false;
    }
    if (cms.signer().getKeyUsage() != null && !Sm2Certificates.maySign(cms.signer())) {
      findings.add(Finding.KEY_USAGE_FORBIDS);
    }
    if (trust.revoked(cms.signer(), at)) {
      findings.add(Finding.CERTIFICATE_REVOKED);
    }
    return switch (chains.check(cms.signer(), cms.certificates(), at)) {
      case VALID -> true;
      case INVALID -> {
        findings.add(Finding.CHAIN_INVALID);
        yield false;
      }
      case UNTRUSTED -> {
        findings.add(Finding.CHAIN_UNTRUSTED);
        yield false;
      }
    };
  }

  private boolean coverage(PDDocument document, ByteRange range, Set<Finding> findings) {
    if (range.end() == length) {
      return true;
    }
    findings.add(
        switch (LaterChanges.since(file, range.end(), document)) {
          case SIGNATURES_ONLY -> Finding.SIGNED_FURTHER;
          case MORE -> Finding.CHANGED_AFTER_SIGNING;
          case UNKNOWN -> Finding.LATER_CHANGES_UNKNOWN;
        });
    return false;
  }

  private static byte @Nullable [] contents(COSDictionary value) {
    return value.getDictionaryObject(COSName.CONTENTS) instanceof COSString string
            && string.getBytes().length <= MAX_CONTENTS
        ? string.getBytes()
        : null;
  }

  /// The byte range, if it is well formed, lies in the file, and its gap is this very signature's
  /// string: else somebody shows one signature while another one is checked.
  private @Nullable ByteRange range(COSDictionary value, byte @Nullable [] contents)
      throws IOException {
    COSArray array = value.getCOSArray(COSName.BYTERANGE);
    if (array == null || contents == null) {
      return null;
    }
    List<Long> numbers = new ArrayList<>();
    for (COSBase element : array) {
      if (!(element instanceof COSNumber number) || numbers.size() == 4) {
        return null;
      }
      numbers.add(number.longValue());
    }
    ByteRange range;
    try {
      range = ByteRange.of(numbers);
    } catch (IllegalArgumentException | ArithmeticException malformed) {
      return null;
    }
    return range.end() <= length && gapHolds(range, contents) ? range : null;
  }

  private boolean gapHolds(ByteRange range, byte[] contents) throws IOException {
    if (range.contentsDigits() > 2L * MAX_CONTENTS + 2) {
      return false;
    }
    byte[] gap = new byte[(int) range.contentsDigits() + 2];
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
      access.seek(range.firstLength());
      access.readFully(gap);
    }
    if (gap[0] != '<' || gap[gap.length - 1] != '>') {
      return false;
    }
    StringBuilder digits = new StringBuilder(gap.length);
    for (byte digit : Arrays.copyOfRange(gap, 1, gap.length - 1)) {
      if (!Character.isWhitespace(digit)) {
        digits.append((char) Character.toLowerCase(digit));
      }
    }
    try {
      return Arrays.equals(Hex.decode(digits.toString()), contents);
    } catch (IllegalArgumentException notHexadecimal) {
      return false;
    }
  }

  private static SignatureVerdict broken(String name, Finding finding) {
    return new SignatureVerdict(
        name, false, null, null, null, null, null, false, false, null, Set.of(finding));
  }
}
