package org.bidseal.acceptance;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests one fleet, from the services' own jars. It starts with the first test that asks for
/// it and ends with the last.
public final class FleetUnderTest implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(FleetUnderTest.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Life.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Life.class, _ -> Life.begin(), Life.class);
  }
}
