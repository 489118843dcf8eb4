package org.bidseal.testsupport.blockhound;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/// What BlockHound lets pass on threads of Netty and Reactor: short, bounded waits inside the JDK
/// and libraries, over which we have no say. Everything else that blocks such a thread fails its
/// test.
public final class AllowedBlocking implements BlockHoundIntegration {
  @Override
  public void applyTo(BlockHound.Builder builder) {
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
        // Queues of executors: an uncontended lock.
        .allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor", "schedule")
        .allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "execute")
        .allowBlockingCallsInside(
            "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "offer")
        .allowBlockingCallsInside("java.util.concurrent.LinkedBlockingQueue", "offer")
        .allowBlockingCallsInside(
            "java.util.concurrent.locks.ReentrantReadWriteLock$ReadLock", "lock")
        // springdoc builds the description once, on the first request's thread.
        .allowBlockingCallsInside("org.springdoc.api.AbstractOpenApiResource", "getOpenApi")
        // Bean definitions read lazily.
        .allowBlockingCallsInside(
            "org.springframework.beans.factory.support.DefaultSingletonBeanRegistry",
            "getSingleton");
  }
}
