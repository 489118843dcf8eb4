package org.bidseal.smcrypto.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import org.bidseal.smcrypto.envelope.EnvelopeException;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;

/// A header is read as what it says, byte for byte, or refused; never anything else.
class HeaderFuzz {
  @FuzzTest(maxDuration = "10s")
  void isReadExactlyOrRefused(byte[] bytes) {
    EnvelopeHeader header;
    try {
      header = EnvelopeHeader.read(new ByteArrayInputStream(bytes));
    } catch (EnvelopeException refused) {
      return;
    }
    assertThat(header.encoded()).isEqualTo(Arrays.copyOf(bytes, header.length()));
    assertThat(header.recipients()).hasSizeBetween(1, EnvelopeHeader.MAX_RECIPIENTS);
    assertThat(header.threshold()).isBetween(1, header.recipients().size());
    assertThat(header.version() == 1)
        .isEqualTo(header.policy().isEmpty() && header.eventLock().isEmpty());
  }
}
