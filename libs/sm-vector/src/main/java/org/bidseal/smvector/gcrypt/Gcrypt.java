package org.bidseal.smvector.gcrypt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// The few functions of libgcrypt (1.9 and newer know SM4) that are needed, one method each. Their
/// names and numbers are those of `gcrypt.h`. A result other than 0 is an error of libgcrypt.
///
/// Data stay in Java's heap: during a call the collector waits, which is why calls are kept short.
@SuppressWarnings("restricted") // Calling a C library is what this class is for.
final class Gcrypt {
  /// GPG_ERR_CHECKSUM, in the low 16 bits of an error.
  static final int CHECKSUM = 10;

  static final int CIPHER_SM4 = 318;
  static final int MODE_ECB = 1;
  static final int MODE_GCM = 9;

  private static final String LIBRARY = "libgcrypt.so.20";
  private static final int CONTROL_DISABLE_SECURE_MEMORY = 37;
  private static final int CONTROL_INITIALIZED = 38;
  private static final int CONTROL_IS_INITIALIZED = 39;

  private final MethodHandle open;
  private final MethodHandle close;
  private final MethodHandle setKey;
  private final MethodHandle setNonce;
  private final MethodHandle authenticate;
  private final MethodHandle encrypt;
  private final MethodHandle decrypt;
  private final MethodHandle getTag;
  private final MethodHandle checkTag;
  private final String version;

  /// @throws IllegalArgumentException if there is no such library here
  /// @throws java.util.NoSuchElementException if it lacks a function
  Gcrypt() {
    SymbolLookup library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
    Linker linker = Linker.nativeLinker();
    Linker.Option heap = Linker.Option.critical(true);
    FunctionDescriptor bytes = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
    FunctionDescriptor transform =
        FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG);
    this.open =
        linker.downcallHandle(
            library.findOrThrow("gcry_cipher_open"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
    this.close =
        linker.downcallHandle(
            library.findOrThrow("gcry_cipher_close"), FunctionDescriptor.ofVoid(ADDRESS));
    this.setKey = linker.downcallHandle(library.findOrThrow("gcry_cipher_setkey"), bytes, heap);
    this.setNonce = linker.downcallHandle(library.findOrThrow("gcry_cipher_setiv"), bytes, heap);
    this.authenticate =
        linker.downcallHandle(library.findOrThrow("gcry_cipher_authenticate"), bytes, heap);
    this.encrypt =
        linker.downcallHandle(library.findOrThrow("gcry_cipher_encrypt"), transform, heap);
    this.decrypt =
        linker.downcallHandle(library.findOrThrow("gcry_cipher_decrypt"), transform, heap);
    this.getTag = linker.downcallHandle(library.findOrThrow("gcry_cipher_gettag"), bytes, heap);
    this.checkTag = linker.downcallHandle(library.findOrThrow("gcry_cipher_checktag"), bytes, heap);
    this.version = initialize(linker, library);
  }

  /// The order that the manual demands: version first, then memory, then "finished".
  private static String initialize(Linker linker, SymbolLookup library) {
    MethodHandle checkVersion =
        linker.downcallHandle(
            library.findOrThrow("gcry_check_version"), FunctionDescriptor.of(ADDRESS, ADDRESS));
    MethodHandle control =
        linker.downcallHandle(
            library.findOrThrow("gcry_control"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT),
            Linker.Option.firstVariadicArg(1));
    try {
      MemorySegment version = (MemorySegment) checkVersion.invokeExact(MemorySegment.NULL);
      // Someone else in this process may have been first.
      if ((int) control.invokeExact(CONTROL_IS_INITIALIZED, 0) == 0) {
        check((int) control.invokeExact(CONTROL_DISABLE_SECURE_MEMORY, 0));
        check((int) control.invokeExact(CONTROL_INITIALIZED, 0));
      }
      return version.reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// Version of the library, such as `1.10.1`.
  String version() {
    return version;
  }

  MemorySegment open(int algorithm, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(ADDRESS);
      check((int) open.invokeExact(handle, algorithm, mode, 0));
      return handle.get(ADDRESS, 0);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// Frees the handle; libgcrypt zeroes it.
  void close(MemorySegment cipher) {
    try {
      close.invokeExact(cipher);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  void setKey(MemorySegment cipher, byte[] key) {
    check(bytes(setKey, cipher, key));
  }

  void setNonce(MemorySegment cipher, byte[] nonce) {
    check(bytes(setNonce, cipher, nonce));
  }

  void authenticate(MemorySegment cipher, byte[] aad) {
    check(bytes(authenticate, cipher, aad));
  }

  void encrypt(MemorySegment cipher, MemorySegment out, MemorySegment in) {
    check(transform(encrypt, cipher, out, in));
  }

  void decrypt(MemorySegment cipher, MemorySegment out, MemorySegment in) {
    check(transform(decrypt, cipher, out, in));
  }

  void getTag(MemorySegment cipher, byte[] tag) {
    check(bytes(getTag, cipher, tag));
  }

  /// Compares in constant time and says whether the tag is right.
  boolean checkTag(MemorySegment cipher, byte[] tag) {
    int error = bytes(checkTag, cipher, tag);
    if ((error & 0xffff) == CHECKSUM) {
      return false;
    }
    check(error);
    return true;
  }

  private static int bytes(MethodHandle function, MemorySegment cipher, byte[] bytes) {
    try {
      return (int) function.invokeExact(cipher, MemorySegment.ofArray(bytes), (long) bytes.length);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private static int transform(
      MethodHandle function, MemorySegment cipher, MemorySegment out, MemorySegment in) {
    try {
      return (int) function.invokeExact(cipher, out, out.byteSize(), in, in.byteSize());
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private static void check(int error) {
    if (error != 0) {
      throw new IllegalStateException("libgcrypt: error " + (error & 0xffff));
    }
  }

  /// A handle declares every exception; C throws none.
  private static RuntimeException failure(Throwable e) {
    return switch (e) {
      case RuntimeException ours -> ours;
      case Error error -> throw error;
      default -> new IllegalStateException("libgcrypt cannot be called", e);
    };
  }
}
