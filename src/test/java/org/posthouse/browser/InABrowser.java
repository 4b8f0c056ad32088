package org.posthouse.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The class needs a browser, and is left out with a line where there is none.
@Retention(RetentionPolicy.RUNTIME) @Target(ElementType.TYPE) @ExtendWith(InABrowser.WhereThereIsOne.class)
@interface InABrowser {
    final class WhereThereIsOne implements ExecutionCondition {
        @Override public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Chromium.isThere()) return ConditionEvaluationResult.enabled("there is a browser");
            if (context.getTestMethod().isEmpty()) System.out.println("left out: " + context.getDisplayName() + ", because no chromium with its chromedriver is installed");
            return ConditionEvaluationResult.disabled("no chromium with its chromedriver is installed");
        }
    }
}
