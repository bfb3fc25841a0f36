-- Each webhook writes its order's row anew, and with it an entry in nearly every index of that table. Which orders hold a code their
-- combination tells ("facet"), whose few rows name its codes and whose index finds the orders. Which lie on cycles the moves tell.
DROP INDEX orders_exception_codes_idx;
DROP INDEX orders_came_and_went_idx;
