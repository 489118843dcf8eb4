package org.bidseal.signing;

import java.nio.file.Path;
import org.bidseal.signing.testkit.SigningServiceTest;
import org.bidseal.testsupport.OpenApiContract;
import org.junit.jupiter.api.Test;

class OpenApiTest extends SigningServiceTest {
  @Test
  void theServiceSaysWhatItsContractSays() {
    OpenApiContract.verify(client, "/api/signing/v1/openapi.json", Path.of("openapi.json"));
  }
}
