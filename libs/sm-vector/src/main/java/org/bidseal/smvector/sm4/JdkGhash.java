package org.bidseal.smvector.sm4;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/// The JDK's own GHASH, which C2 replaces by carry-less multiplications: ten times faster than
/// tables. It is internal, so the JVM is started with `--add-opens
/// java.base/com.sun.crypto.provider=ALL-UNNAMED`; without it, or if a later JDK has changed the
/// class, [#isOpen()] is false and the tables are used.
final class JdkGhash extends Ghash {
  private static final boolean OPEN = open();

  /// Constants, each of them: C2 sees through a handle only if it is one.
  private static final class Handles {
    static final MethodHandle MAKE;
    static final MethodHandle UPDATE;
    static final MethodHandle DIGEST;
    static final MethodHandle SUBKEYS;
    static final MethodHandle STATE;

    static {
      try {
        Class<?> type = Class.forName("com.sun.crypto.provider.GHASH");
        MethodHandles.Lookup in = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        MAKE =
            in.findConstructor(type, of(void.class, byte[].class))
                .asType(of(Object.class, byte[].class));
        UPDATE =
            in.findVirtual(type, "update", of(int.class, byte[].class, int.class, int.class))
                .asType(of(int.class, Object.class, byte[].class, int.class, int.class));
        DIGEST =
            in.findVirtual(type, "digest", of(byte[].class)).asType(of(byte[].class, Object.class));
        SUBKEYS =
            in.findGetter(type, "subkeyHtbl", long[].class).asType(of(long[].class, Object.class));
        STATE = in.findGetter(type, "state", long[].class).asType(of(long[].class, Object.class));
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private Handles() {}

    private static MethodType of(Class<?> result, Class<?>... parameters) {
      return MethodType.methodType(result, parameters);
    }
  }

  private final Object ghash;

  JdkGhash(byte[] subkey) {
    try {
      ghash = (Object) Handles.MAKE.invokeExact(subkey);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private static boolean open() {
    try {
      return Handles.MAKE.type().returnType() == Object.class;
    } catch (ExceptionInInitializerError e) {
      return false;
    }
  }

  /// Whether this JVM was started so that the class can be reached, and it is as expected.
  static boolean isOpen() {
    return OPEN;
  }

  @Override
  void blocks(byte[] data, int offset, int length) {
    try {
      int _ = (int) Handles.UPDATE.invokeExact(ghash, data, offset, length);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  byte[] digest() {
    try {
      return (byte[]) Handles.DIGEST.invokeExact(ghash);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      Arrays.fill((long[]) Handles.SUBKEYS.invokeExact(ghash), 0);
      Arrays.fill((long[]) Handles.STATE.invokeExact(ghash), 0);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// A handle declares every exception; the methods behind it throw unchecked ones only.
  private static IllegalStateException failure(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("the JDK's GHASH failed", e);
  }
}
