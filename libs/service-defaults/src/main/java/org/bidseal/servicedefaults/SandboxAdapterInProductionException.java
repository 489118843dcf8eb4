package org.bidseal.servicedefaults;

/// A service under the profile `production` found a {@link SandboxAdapter} among its beans.
public final class SandboxAdapterInProductionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SandboxAdapterInProductionException(String beanName, Class<?> adapter) {
    super(
        "Bean '%s' (%s) is a sandbox adapter; the profile 'production' refuses it. Configure the real adapter of its port."
            .formatted(beanName, adapter.getName()));
  }
}
