package org.bidseal.crypto.wire;

import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.BlindProof;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.Token;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Configuration;

/// Describes the protocol's values in the OpenAPI document as what they are in JSON.
@Configuration(proxyBeanMethods = false)
class WireSchemas {
  WireSchemas() {
    SpringDocUtils.getConfig()
        .replaceWithSchema(Point.class, hex("^04[0-9a-f]{128}$", "Point of sm2p256v1"))
        .replaceWithSchema(Scalar.class, scalar())
        .replaceWithSchema(Sm3Hash.class, hex("^[0-9a-f]{64}$", "SM3 digest"))
        .replaceWithSchema(Token.class, hex("^[0-9a-f]{32}$", "Token of a holding"))
        .replaceWithSchema(ShareProof.class, proof())
        .replaceWithSchema(BlindProof.class, blindProof());
  }

  private static Schema<?> hex(String pattern, String description) {
    return new StringSchema().pattern(pattern).description(description);
  }

  private static Schema<?> scalar() {
    return hex("^[0-9a-f]{64}$", "Scalar in [1, n-1]");
  }

  private static Schema<?> blindProof() {
    Schema<?> schema = new ObjectSchema().description("Proof of a blinded co-decryption");
    schema.addProperty("c", scalar());
    schema.addProperty("share", scalar());
    schema.addProperty("factor", scalar());
    schema.setRequired(List.of("c", "share", "factor"));
    return schema;
  }

  private static Schema<?> proof() {
    Schema<?> schema = new ObjectSchema().description("Share proof");
    schema.addProperty("c", scalar());
    schema.addProperty("z", scalar());
    schema.setRequired(List.of("c", "z"));
    return schema;
  }
}
