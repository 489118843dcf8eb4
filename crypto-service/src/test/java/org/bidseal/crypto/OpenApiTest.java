package org.bidseal.crypto;

import java.nio.file.Path;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.testsupport.OpenApiContract;
import org.junit.jupiter.api.Test;

class OpenApiTest extends KeyServiceTest {
  @Test
  void theServiceSaysWhatItsContractSays() {
    OpenApiContract.verify(http, "/api/crypto/v1/openapi.json", Path.of("openapi.json"));
  }
}
