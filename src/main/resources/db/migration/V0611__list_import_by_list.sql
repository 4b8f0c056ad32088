CREATE INDEX list_import_by_list ON list_import (list_id, id);
