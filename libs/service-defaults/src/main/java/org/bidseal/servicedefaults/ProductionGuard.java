package org.bidseal.servicedefaults;

import org.springframework.beans.factory.config.BeanPostProcessor;

/// Refuses every {@link SandboxAdapter} at the moment of its making, lazy beans included.
final class ProductionGuard implements BeanPostProcessor {
  @Override
  public Object postProcessBeforeInitialization(Object bean, String beanName) {
    if (bean instanceof SandboxAdapter) {
      throw new SandboxAdapterInProductionException(beanName, bean.getClass());
    }
    return bean;
  }
}
