package org.bidseal.crypto.wire;

import java.util.function.Function;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.problem.ProblemTranslator;
import org.bidseal.smcrypto.InvalidPointException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.BlindProof;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.Token;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/// Reads and writes the protocol's values in JSON, so that requests and answers are typed to the
/// edge: a point that reaches a controller has passed the gate, a secret is never a `String`.
@Configuration(proxyBeanMethods = false)
class WireTypes {
  @Bean
  JacksonModule cryptoWireModule() {
    SimpleModule module = new SimpleModule("bidseal-crypto-wire");
    text(module, Point.class, PointGate::decodeHex, Point::hex);
    text(module, Scalar.class, Scalar::ofHex, Scalar::exposeHex);
    text(module, Sm3Hash.class, Sm3Hash::ofHex, Sm3Hash::hex);
    text(module, Token.class, Token::ofHex, Token::hex);
    module.addDeserializer(ShareProof.class, new ProofReader());
    module.addSerializer(ShareProof.class, new ProofWriter());
    module.addDeserializer(BlindProof.class, new BlindProofReader());
    return module;
  }

  /// A point that the gate turned away has a problem of its own, wherever in the body it stood.
  @Bean
  ProblemTranslator invalidPoints() {
    return WireTypes::invalidPoint;
  }

  private static @Nullable ProblemException invalidPoint(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidPointException refused) {
        return new ProblemException(CryptoProblem.INVALID_POINT, "Not usable.", error)
            .with("reason", refused.reason().name());
      }
    }
    return null;
  }

  private static <T> void text(
      SimpleModule module, Class<T> type, Function<String, T> reader, Function<T, String> writer) {
    module.addDeserializer(type, new TextReader<>(type, reader));
    module.addSerializer(type, new TextWriter<>(type, writer));
  }

  private static final class TextReader<T> extends StdScalarDeserializer<T> {
    private final transient Function<String, T> reader;

    TextReader(Class<T> type, Function<String, T> reader) {
      super(type);
      this.reader = reader;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        @SuppressWarnings("unchecked") // The mismatch handler throws; it returns only a recovery.
        T unreachable = (T) context.handleUnexpectedToken(handledType(), parser);
        return unreachable;
      }
      return reader.apply(parser.getString());
    }
  }

  private static final class TextWriter<T> extends StdScalarSerializer<T> {
    private final transient Function<T, String> writer;

    TextWriter(Class<T> type, Function<T, String> writer) {
      super(type);
      this.writer = writer;
    }

    @Override
    public void serialize(T value, JsonGenerator generator, SerializationContext context) {
      generator.writeString(writer.apply(value));
    }
  }

  private static final class ProofReader extends StdDeserializer<ShareProof> {
    ProofReader() {
      super(ShareProof.class);
    }

    @Override
    public ShareProof deserialize(JsonParser parser, DeserializationContext context) {
      return context.readValue(parser, ProofText.class).proof();
    }
  }

  private static final class BlindProofReader extends StdDeserializer<BlindProof> {
    BlindProofReader() {
      super(BlindProof.class);
    }

    @Override
    public BlindProof deserialize(JsonParser parser, DeserializationContext context) {
      return context.readValue(parser, BlindProofText.class).proof();
    }
  }

  private static final class ProofWriter extends StdSerializer<ShareProof> {
    ProofWriter() {
      super(ShareProof.class);
    }

    @Override
    public void serialize(ShareProof proof, JsonGenerator generator, SerializationContext context) {
      generator.writePOJO(ProofText.of(proof));
    }
  }
}
