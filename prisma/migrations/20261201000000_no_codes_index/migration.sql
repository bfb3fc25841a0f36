-- Each webhook writes its order's row anew, and with it an entry in every index of that table. Which orders hold a code their
-- combination tells ("facet"), whose few rows name its codes and whose index finds the orders.
DROP INDEX orders_exception_codes_idx;
