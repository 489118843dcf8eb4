package org.bidseal.testsupport.blockhound;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/// What BlockHound lets pass on threads of Netty and Reactor: short, bounded waits inside the JDK
/// and libraries, over which we have no say. Everything else that blocks such a thread fails its
/// test.
public final class AllowedBlocking implements BlockHoundIntegration {
  @Override
  public void applyTo(BlockHound.Builder builder) {
    allowMutualExclusion(builder);
    builder
        // Classes and their resources are read from jars when first used.
        .allowBlockingCallsInside("java.lang.ClassLoader", "loadClass")
        .allowBlockingCallsInside("java.lang.ClassLoader", "getResource")
        .allowBlockingCallsInside("java.lang.ClassLoader", "getResources")
        .allowBlockingCallsInside("java.lang.ClassLoader", "getResourceAsStream")
        .allowBlockingCallsInside("java.lang.Class", "forName0")
        .allowBlockingCallsInside("java.lang.Class", "getResourceAsStream")
        .allowBlockingCallsInside("java.lang.invoke.MethodHandleNatives", "linkCallSite")
        .allowBlockingCallsInside("java.util.ServiceLoader$LazyClassPathLookupIterator", "hasNext")
        .allowBlockingCallsInside("java.util.ResourceBundle", "getBundleImpl")
        // The kernel's random source never waits once the machine has booted.
        .allowBlockingCallsInside("sun.security.provider.NativePRNG", "engineNextBytes")
        .allowBlockingCallsInside("sun.security.provider.NativePRNG$NonBlocking", "engineNextBytes")
        .allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
        .allowBlockingCallsInside("java.util.UUID", "randomUUID")
        // A log line is written under a lock.
        .allowBlockingCallsInside("ch.qos.logback.core.OutputStreamAppender", "append")
        .allowBlockingCallsInside("ch.qos.logback.core.AppenderBase", "doAppend")
        .allowBlockingCallsInside("ch.qos.logback.core.UnsynchronizedAppenderBase", "doAppend")
        .allowBlockingCallsInside("ch.qos.logback.classic.Logger", "callAppenders")
        // Its cache of field types waits for the thread that fills it.
        .allowBlockingCallsInside("java.util.concurrent.ConcurrentHashMap", "computeIfAbsent")
        .allowBlockingCallsInside("java.util.concurrent.ConcurrentHashMap", "initTable")
        // The S3 client waits for its connections when it is closed, at the end of the service.
        .allowBlockingCallsInside("io.netty.channel.pool.SimpleChannelPool", "close")
        // springdoc builds the description once, on the first request's thread.
        .allowBlockingCallsInside("org.springdoc.api.AbstractOpenApiResource", "getOpenApi")
        // Bean definitions read lazily.
        .allowBlockingCallsInside(
            "org.springframework.beans.factory.support.DefaultSingletonBeanRegistry",
            "getSingleton");
  }

  /// Taking a lock, as the queues of executors, Netty's allocator, Jackson's caches of types and
  /// the tracer's buffer do: a thread waits only if it meets another there, for as long as that one
  /// holds it. Like `synchronized`, which no agent sees either. What waits for something to happen
  /// (a condition, a latch, a future, a queue that is empty) takes no lock by these methods and is
  /// still caught.
  private static void allowMutualExclusion(BlockHound.Builder builder) {
    String locks = "java.util.concurrent.locks.";
    builder
        .allowBlockingCallsInside(locks + "ReentrantLock", "lock")
        .allowBlockingCallsInside(locks + "ReentrantReadWriteLock$ReadLock", "lock")
        .allowBlockingCallsInside(locks + "ReentrantReadWriteLock$WriteLock", "lock")
        .allowBlockingCallsInside(locks + "StampedLock", "readLock")
        .allowBlockingCallsInside(locks + "StampedLock", "writeLock");
  }
}
